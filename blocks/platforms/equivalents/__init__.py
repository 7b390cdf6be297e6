"""The same numbers elsewhere: for each platform the Python that computes a call there."""

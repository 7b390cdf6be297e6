"""The keys: which does what, how they are changed, and the list of them."""

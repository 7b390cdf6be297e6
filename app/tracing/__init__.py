"""Where a number comes from: the dock "Trace"."""

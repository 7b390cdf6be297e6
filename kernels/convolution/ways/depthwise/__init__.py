"""The depthwise ops, in which no two channels meet: sums along lines of memory."""

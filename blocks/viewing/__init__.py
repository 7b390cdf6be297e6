"""What a view says of a tensor, worked out without any window: figures, numbers as people read
them, histograms, lines, tiles."""

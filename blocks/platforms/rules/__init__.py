"""What each platform does not do with the convolution family, or does wrongly: a file each.

Of other ops, see `families/`."""

"""The ways to compute a convolution: each a short function behind the same front."""

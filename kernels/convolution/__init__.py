"""The convolution family: geometry and checks, then the ways to compute."""

"""Plain sums of products: gather what a tile reads, then one matmul."""

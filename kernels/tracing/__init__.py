"""Where the numbers of a result come from: for each op which input cells make an output cell.

Each op of `kernels` has a `Traces` here, a file a family, made from shapes and attributes alone.
"""

"""How a command starts: before anything is imported that takes time."""

import gc
import sys
from importlib import import_module

from blocks import processor


def start(module: str) -> int:
    """Call the `main` of a module and return its exit status.

    Ctrl-C stops it cleanly also while it is still being imported.
    """
    processor.choose_blas_kernels()
    try:
        status: int = import_module(module).main()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        status = 130
    # Python would look through all of a large page for garbage once more before it ends.
    gc.freeze()
    return status

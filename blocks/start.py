"""How a command starts: before anything is imported that takes time."""

import sys
from importlib import import_module


def start(module: str) -> int:
    """Call the `main` of a module and return its exit status.

    Ctrl-C stops it cleanly also while it is still being imported.
    """
    try:
        status: int = import_module(module).main()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130
    return status

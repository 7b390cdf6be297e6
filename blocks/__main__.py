"""`python -m blocks`: the command line without a window."""

import sys

from blocks.command import main

if __name__ == "__main__":
    sys.exit(main())

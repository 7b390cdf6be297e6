"""`python -m blocks`: the command line without a window."""

import sys

from blocks.start import start

if __name__ == "__main__":
    sys.exit(start("blocks.command"))

"""`python -m app`: the same as the command `blockprop`."""

import sys

from app.command import main

if __name__ == "__main__":
    sys.exit(main())

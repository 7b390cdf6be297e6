"""The command `blockprop`, also as `python -m app`."""

import sys

from blocks.start import start


def main() -> int:
    """Run the command line of this process and return the exit status."""
    return start("app.command")


if __name__ == "__main__":
    sys.exit(main())

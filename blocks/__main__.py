"""`python -m blocks`: the command line without a window."""

import sys


def main() -> int:
    """Run the command line of this process and return the exit status."""
    try:
        from blocks.command import main as run

        return run()
    except KeyboardInterrupt:  # It came while Python was still importing.
        sys.stderr.write("interrupted\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())

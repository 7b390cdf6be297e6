"""What holds for all tests."""

from __future__ import annotations

import signal

# Who starts the tests in the background of a script has them, and all that they start, not hear
# Ctrl-C; tests that press it would wait for what never comes.
signal.signal(signal.SIGINT, signal.default_int_handler)

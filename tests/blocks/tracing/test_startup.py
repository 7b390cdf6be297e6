"""Nothing of the traces is imported before somebody asks where a number comes from."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
import blocks.command
import blocks.ops
loaded = [one for one in sys.modules if one.startswith(("kernels.tracing.", "blocks.tracing"))]
print(loaded)
from blocks.tracing.calls import traces_of
print(traces_of(blocks.ops.OPS["Add"]).read)
"""


def test_commands_and_ops_start_without_the_traces() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["[]", "('x', 'y')"], done.stderr

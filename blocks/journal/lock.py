"""A mark on an open file that says that its process lives. The system takes it away with the
process, however that ends, so that it can be told from what a crash has left."""

from __future__ import annotations

import sys
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 62  # beyond all content, for Windows locks bytes, not files

    def lock(file: BinaryIO) -> bool:
        """Mark a file as this process's, unless it is another's. Says whether that was done."""
        at = file.tell()
        try:
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(at)
        return True

else:
    import errno
    import fcntl

    def lock(file: BinaryIO) -> bool:
        """Mark a file as this process's, unless it is another's. Says whether that was done."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as why:
            # Some network folders know no locks: there, two windows are not told apart.
            return why.errno not in (errno.EWOULDBLOCK, errno.EACCES)
        return True

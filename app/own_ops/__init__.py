"""Own ops in the editor: switched on by the user alone, watched, loaded again as they change."""

from app.own_ops.loading import OwnOpsLoader

__all__ = ["OwnOpsLoader"]

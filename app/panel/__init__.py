"""The attribute panel and the tensor editor, made from the ops' declarations."""

from app.panel.panel import Panel

__all__ = ["Panel"]

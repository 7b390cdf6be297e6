"""Help on an op in place: words, formula, ports, attributes, and an example as it computes."""

from app.help.view import HelpView

__all__ = ["HelpView"]

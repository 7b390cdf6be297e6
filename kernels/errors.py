"""The one error that kernels and shape rules raise."""

from __future__ import annotations


class ArgumentError(ValueError):
    """An argument that cannot be used.

    The message names the argument, says what came and what would be right. `argument` is the name
    alone, as in the kernel's signature, so that an editor can mark the field or the port.
    """

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(message)
        self.argument = argument

    def __reduce__(self) -> tuple[type[ArgumentError], tuple[str, str]]:
        # An exception is otherwise rebuilt from its message alone, which would lose the argument.
        return type(self), (self.argument, str(self))

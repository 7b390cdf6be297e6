"""Page variables: values with a name, which attributes and other variables use in expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from blocks.errors import EditRefused, ExpressionError
from blocks.expressions import check_name, names_in, renamed_in
from blocks.page.changes import ItemSet
from blocks.page.formulas import Scope, renamed_attributes
from blocks.page.names import is_unicode
from blocks.page.tables.table import Table

if TYPE_CHECKING:
    from blocks.page.page import Page

Source = int | float | bool | str
"""What a variable is said to be: a number, true or false, a text, or "=" and an expression."""


class Variables(Table[Source]):
    """Sources by the variable's name."""

    name = "variables"
    counts = True

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._scope: Scope | None = None

    @property
    def scope(self) -> Scope:
        """What each variable is, or why it cannot be worked out."""
        if self._scope is None:
            self._scope = Scope.of(self._items)
        return self._scope

    @property
    def worked_out(self) -> Mapping[str, Source]:
        """What each variable is; one that cannot be worked out is left out."""
        return self.scope.values

    @property
    def errors(self) -> Mapping[str, str]:
        """Why a variable cannot be worked out, for those that cannot."""
        return self.scope.errors

    def users(self, name: str) -> tuple[str, ...]:
        """The variables whose expressions name this one."""
        return tuple(one for one, source in self.items() if name in names_in(source))

    def used_by(self, formulas: Iterable[Mapping[str, object]]) -> dict[str, Source]:
        """The variables that formulas name, and those that these need, with their sources."""
        found: dict[str, Source] = {}
        todo = [name for one in formulas for name in names_in(dict(one))]
        while todo:
            name = todo.pop()
            if name in self and name not in found:
                found[name] = self[name]
                todo += names_in(self[name])
        return {name: found[name] for name in sorted(found)}

    def rename(self, old: str, new: str) -> None:
        """Give a variable another name, in all expressions that use it too, as one edit.

        EditRefused if there is no such variable, or if it cannot have that name.
        """
        if old not in self:
            raise EditRefused(f"there is no variable {old!r:.60}")
        if old == new:
            return
        if new in self:
            raise EditRefused(f"there is a variable {new} already")
        if (reason := self.refusal(new, self[old])) is not None:
            raise EditRefused(reason)
        with self._page.edit(f"Rename variable {old} to {new}"):
            sources = {new if name == old else name: source for name, source in self.items()}
            super()._set(old, None)
            for name, source in sources.items():
                super()._set(name, renamed_in(source, old, new))
            for block in tuple(self._page.blocks.values()):
                for change in renamed_attributes(block, old, new, self.scope):
                    self._page.do(change)

    def refusal(self, key: str, item: Source) -> str | None:
        try:
            check_name(key)
        except ExpressionError as why:
            return str(why)
        if isinstance(item, str) and not is_unicode(item):
            return f"{key} has half of a surrogate pair in it"
        return None

    def label(self, key: str, item: Source | None) -> str:
        if item is None:
            return f"Remove variable {key}"
        return f"Set variable {key}" if key in self else f"Add variable {key}"

    def _set(self, key: str, new: Source | None) -> None:
        with self._page.edit(self.label(key, new)):
            super()._set(key, new)
            self._page.work_out_again()

    def apply(self, change: ItemSet) -> None:
        super().apply(change)
        self._scope = None

"""What the view of a geometry shows now: which mode, which axes, where the window stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from blocks.geometry import Geometry, Held, Plane, SpatialAxis
from blocks.geometry.members import FILTER_GRADIENT, FORWARD

MODES = ("Forward", "Gradient", "Coverage")
IN_FORWARD, IN_GRADIENT, IN_COVERAGE = range(3)


@dataclass(frozen=True)
class Scene:
    """A geometry with all its axes. `at` is the window on each axis, `held` the axis of a volume
    that is not shown and `position` the plane of it that is."""

    geometry: Geometry
    mode: int
    at: tuple[int, ...]
    held: int | None = None
    position: int = 0

    @classmethod
    def of(cls, geometry: Geometry, mode: int | None, before: Scene | None) -> Scene:
        """A scene of a geometry, as much as can be like the one before: another block begins with
        its first window."""
        is_forward = geometry.member.role == FORWARD
        if mode is None:
            mode = IN_FORWARD if is_forward else IN_GRADIENT
        held = 0 if len(geometry.axes) > 2 else None
        scene = cls(geometry, mode, (0,) * len(geometry.axes), held)
        if before is None or len(before.at) != len(scene.at):
            return scene.on_held_tap()
        scene = replace(scene, held=before.held)
        if before.geometry.block != geometry.block:
            return scene.on_held_tap()
        return scene.moved_to(before.at)

    @property
    def has_windows(self) -> bool:
        """Whether the filter fits on every axis."""
        return all(axis.outputs for axis in self.geometry.axes)

    @property
    def crops(self) -> bool:
        """Whether what falls on the padding is lost, as in the gradient by the input; else padding
        reads as zeros."""
        return self.mode != IN_FORWARD and self.geometry.member.role != FILTER_GRADIENT

    @property
    def rows(self) -> int:
        """The axis that runs down."""
        return 1 if self.held == 0 else 0

    @property
    def columns(self) -> int:
        """The axis that runs across."""
        last = len(self.at) - 1
        return last - 1 if self.held == last else last

    @property
    def row_axis(self) -> SpatialAxis:
        """The axis that runs down."""
        return self.geometry.axes[self.rows]

    @property
    def column_axis(self) -> SpatialAxis:
        """The axis that runs across."""
        return self.geometry.axes[self.columns]

    @property
    def held_axis(self) -> SpatialAxis | None:
        """The axis of a volume that is not shown."""
        return None if self.held is None else self.geometry.axes[self.held]

    @property
    def plane(self) -> Plane:
        """The two axes that are shown."""
        held = None
        if self.held is not None and self.held_axis is not None:
            held = Held(self.held_axis, self.position, self.at[self.held])
        return Plane(self.row_axis, self.column_axis, held)

    @property
    def window(self) -> tuple[int, int] | None:
        """The window's row and column; None if there is none."""
        return (self.at[self.rows], self.at[self.columns]) if self.has_windows else None

    @property
    def titles(self) -> tuple[str, str]:
        """What the two grids are."""
        role = self.geometry.member.role
        if self.mode == IN_COVERAGE:
            return "Taps that reach each cell", "Taps inside"
        if self.mode == IN_FORWARD or role == FILTER_GRADIENT:
            right = "out_backprop" if role == FILTER_GRADIENT else "Output"
            return "Input with its padding", right if self.mode else "Output"
        return "Gradient by the input", "out_backprop"

    # ---- changing ---------------------------------------------------------------------------

    def in_mode(self, mode: int) -> Scene:
        """In another mode."""
        return replace(self, mode=mode)

    def moved_to(self, at: tuple[int, ...]) -> Scene:
        """With another window, within bounds."""
        axes = self.geometry.axes
        kept = tuple(max(0, min(axis.outputs - 1, one)) for axis, one in zip(axes, at, strict=True))
        moved = replace(self, at=kept)
        return moved if moved.held is None else moved.on_held_tap()

    def moved(self, axis: int, target: int) -> Scene:
        """With the window elsewhere along one axis."""
        return self.moved_to((*self.at[:axis], target, *self.at[axis + 1 :]))

    def holding(self, axis: int) -> Scene:
        """With another axis of a volume not shown."""
        return replace(self, held=axis).on_held_tap()

    def on_plane(self, position: int) -> Scene:
        """With another plane of the axis that is not shown."""
        axis = self.held_axis
        if axis is None:
            return self
        padded = axis.padded
        last = max(padded.start, padded.stop - 1)
        return replace(self, position=max(padded.start, min(last, position)))

    def on_held_tap(self) -> Scene:
        """On a plane that the window reaches: the one that is shown, if it does so."""
        if self.held is None or self.held_axis is None:
            return self
        if not self.held_axis.outputs:
            return self.on_plane(self.position)
        taps = self.held_axis.positions(self.at[self.held])
        if self.position in taps:
            return self
        inside = (one for one in taps if 0 <= one < self.held_axis.input)
        return replace(self, position=next(inside, taps[0]))

"""All ways there are. Importing them takes longer than all small calls of a page together, so
choice.py does that when the first call comes that is not small."""

from __future__ import annotations

from kernels.convolution.ways import planar, table, whole_numbers
from kernels.convolution.ways.depthwise import depthwise
from kernels.convolution.ways.direct import direct
from kernels.convolution.ways.way import Way
from kernels.convolution.ways.winograd import winograd, winograd_filter

WAYS: tuple[Way, ...] = (
    table.WAY,
    direct.WAY,
    winograd.WAY,
    winograd_filter.WAY,
    planar.WAY,
    depthwise.WAY,
    whole_numbers.WAY,
)

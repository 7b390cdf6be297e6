"""The session: what a run of the page fetches."""

from __future__ import annotations

from collections.abc import Sequence

import kernels
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from kernels.dtypes import ALL
from kernels.tracing import Untraced


def _client_session(fetch_outputs: Sequence[Known], run_outputs: Sequence[Known]) -> tuple[()]:
    return ()


SESSION = (
    Op(
        name="ClientSession",
        category="Session",
        summary="Says what a run of the page computes and shows.",
        formula="results = what is wired to fetch_outputs",
        sizes="It has no outputs; every result keeps its shape.",
        kernel=kernels.client_session,
        traces=Untraced("it has no output, so there is no number to trace"),
        shape=_client_session,
        inputs=(
            Port(
                "fetch_outputs",
                "fetched",
                "What to compute and show; takes many wires.",
                many=True,
                optional=True,
            ),
            Port(
                "run_outputs",
                "run",
                "What to compute without showing it; takes many wires.",
                many=True,
                optional=True,
            ),
        ),
        outputs=(),
        types={"fetched": ALL, "run": ALL},
        synonyms=("fetch", "run outputs", "session", "execute", "result", "output", "evaluate"),
    ),
)

"""Which cell a term reads, and which term reads a cell."""

from __future__ import annotations

from kernels.tracing.terms import Along, Factor


def test_a_term_s_cell_and_a_cell_s_term_are_each_other_s() -> None:
    factor = Factor(
        "x", (Along(range(1, 2)), Along(range(6, 0, -2), 2), Along(range(4), 0)), (4, 5, 3)
    )
    for term in range(60):
        assert factor.cell(term) == tuple(factor.at[term])
        assert factor.term_at(factor.cell(term), near=term) == term
    assert factor.term_at((1, 4, 3), near=7) == 3 * 15 + 2 * 3 + 1

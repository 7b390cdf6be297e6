"""The threads of NumPy's BLAS, which is one setting of the whole process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

MOST_PRODUCTS = 2**17
MOST_PRODUCTS_OF_A_VECTOR = 2**13

_libraries: list[Any] | None = None


def most_products_of_one_thread(rows: int, columns: int) -> int:
    """How many multiplications a product of two matrices may take that BLAS leaves to the calling
    thread whatever its number of threads is, so that it needs no limit.

    OpenBLAS starts a thread from 2**18 on, and from 9,216 where a factor is a vector.
    """
    return MOST_PRODUCTS_OF_A_VECTOR if rows == 1 or columns == 1 else MOST_PRODUCTS


@contextmanager
def single_threaded() -> Iterator[None]:
    """Every BLAS library at one thread in the `with` block, and at its former number after it.

    Only for one caller at a time: a second would take the first one's limit for the former number.
    threadpoolctl has such a context, too, but works out anew what there is to limit each time,
    which takes longer than a small kernel; here its controllers are kept.
    """
    former = [(library, library.get_num_threads()) for library in _found()]
    limited = [(library, count) for library, count in former if count not in (1, None)]
    try:
        for library, _ in limited:
            library.set_num_threads(1)
        yield
    finally:
        for library, count in limited:
            library.set_num_threads(count)
            # Newer versions of threadpoolctl obey no other thread until this one lets go.
            let_go = getattr(library, "clear_controlling_thread", None)
            if let_go is not None:
                let_go()


def _found() -> list[Any]:
    """The BLAS libraries that were loaded when this was asked first, NumPy's among them."""
    global _libraries
    if _libraries is None:
        _libraries = list(ThreadpoolController().select(user_api="blas").lib_controllers)
    return _libraries

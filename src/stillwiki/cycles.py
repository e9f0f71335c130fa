"""How often Python's collector of cycles looks in a process that reads much, keeps it to its end, and ends soon."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 200_000
"""Objects that came and did not go until the collector looks at them; Python looks after 700."""


@contextmanager
def seldom_collected(objects: int = _SELDOM) -> Iterator[None]:
    """With a collector of cycles that seldom looks: what is read stays, and it would look at that again and again.

    Nor does it when the process ends, for what is left goes with it.
    """
    atexit.register(gc.freeze)
    usual = gc.get_threshold()
    gc.set_threshold(objects, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)

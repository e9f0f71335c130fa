"""Time, as the fetcher knows it: a test gives it another one."""

from __future__ import annotations

import random
import time


class Clock:
    """The machine's own clock, and waiting by it."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Do nothing for so long."""
        time.sleep(seconds)

    def jitter(self) -> float:
        """Some number from 0 to 1, so that many mirrors do not come back at the same moment."""
        return random.random()  # noqa: S311  # spreads load, guards nothing

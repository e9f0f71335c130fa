"""Times as the API writes them: ISO 8601 to the second, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

OVERLAP = timedelta(minutes=10)
"""What happened shortly before the last look is looked at again: a wiki's databases lag, its clocks differ."""

BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)
"""Of all time; a little may be taken from it."""


def before(text: str) -> str:
    """A moment somewhat earlier than one of the API's."""
    return f"{moment(text) - OVERLAP:%Y-%m-%dT%H:%M:%SZ}"


def iso(seconds: float) -> str:
    """Seconds since 1970, written so."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def moment(text: str) -> datetime:
    """A time of the API or of our own; the beginning of all time where there is none."""
    try:
        return max(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC), BEGINNING)
    except ValueError:
        return BEGINNING

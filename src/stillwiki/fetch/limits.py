"""How much the fetcher takes from a server, and for how long; a server that gives more is not believed."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bytes are unpacked ones, times are seconds."""

    answer: int = 64 * _MIB
    """Bytes of one answer of the API: MediaWiki's own limit is 8 MiB."""
    page: int = 4 * _MIB
    """Bytes of a web page that is read to find the API."""
    file: int = 256 * _MIB
    """Bytes of one uploaded file."""
    files: int = 4096 * _MIB
    """Bytes of all uploaded files."""
    dump: int = 16384 * _MIB
    """Bytes of a packed dump."""
    pages: int = 1_000_000
    """Pages of the wiki."""
    connecting: float = 30
    silence: float = 60
    """Longest time without a byte."""
    answering: float = 300
    """Longest time for one answer, so that a drop now and then does not hold us."""
    slowest: int = 4096
    """Bytes in a second that an answer has to bring beyond that time, for files are large."""
    pace: float = 1.0
    """From the beginning of one request to that of the next."""
    attempts: int = 6
    backing_off: float = 60
    """Longest wait that we choose ourselves."""
    waiting: float = 600
    """Longest wait that a server may ask for."""
    requests: int = 50_000
    duration: float = 5 * 3600
    """Of a whole fetch."""
    redirects: int = 5
    depth: int = 50
    """Of JSON: MediaWiki's answers have eight levels."""

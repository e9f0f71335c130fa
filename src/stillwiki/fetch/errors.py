"""How a request fails: by a fault that may pass, or with an answer that would be the same the next time."""

from __future__ import annotations

from stillwiki.errors import FetchError


class Trouble(Exception):  # noqa: N818  # what it is, not what becomes of it
    """A fault that may pass, so the request is made again; never seen outside this room."""

    def __init__(self, what: str, wait: float | None = None, code: str = "") -> None:
        """Take what was seen, the seconds that the server asks us to wait, and the API's code of an error."""
        super().__init__(what)
        self.wait = wait
        self.code = code


class Refused(FetchError):  # noqa: N818
    """An answer that would be the same the next time."""

    def __init__(self, what: str, status: int = 0, code: str = "") -> None:
        """Take what was seen, the status of HTTP and the API's code of an error."""
        super().__init__(what)
        self.status = status
        self.code = code


class Astray(Refused):
    """An address that must not be asked."""

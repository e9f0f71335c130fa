"""One request and its answer, over HTTP: bounded in size and time, never followed elsewhere.

Refuses to know what an answer means (`api`) and when to ask again (`manners`).
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar
from urllib.parse import urlencode

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from stillwiki.errors import OutputError
from stillwiki.fetch.addresses import followed, is_public, origin
from stillwiki.fetch.clock import Clock
from stillwiki.fetch.errors import Astray, Refused, Trouble
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.unpacking import Unpacking

_PIECE = 1 << 16
_OBJECT = re.compile(r"\A(?:<.* object at 0x\w+>|\w+\(host=[^)]*\)): ")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    url: str
    """The address that answered: the one asked, or the one it redirects to."""
    status: int
    headers: Mapping[str, str]
    """Names of headers in any case."""
    body: bytes
    """Empty where it was written to a file."""

    @property
    def kind(self) -> str:
        """Media type, without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class Wire:
    """Connections to the wiki, kept open from one request to the next."""

    def __init__(self, agent: str, limits: Limits, clock: Clock) -> None:
        """Name who asks, and how much may be answered."""
        self.requests = 0
        """Made so far, redirects included."""
        self._limits, self._clock = limits, clock
        self._trusted: set[tuple[str, int]] = set()
        self._cookies: dict[tuple[str, str], str] = {}
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip"}
        timeout = urllib3.Timeout(connect=limits.connecting, read=limits.silence)
        self._pools = urllib3.PoolManager(retries=False, timeout=timeout, maxsize=1)
        kinds = {
            "http": (urllib3.HTTPConnectionPool, HTTPConnection),
            "https": (urllib3.HTTPSConnectionPool, HTTPSConnection),
        }
        self._pools.pool_classes_by_scheme = {
            scheme: _pool(pool, connection, self._trusted, limits.answering)
            for scheme, (pool, connection) in kinds.items()
        }

    def trust(self, url: str) -> None:
        """Let this server be asked wherever it stands: the user named it, no page did."""
        self._trusted.add(origin(url).place)

    def ask(
        self,
        url: str,
        form: Mapping[str, str] | None = None,
        *,
        limit: int,
        into: BinaryIO | None = None,
        below: bool = False,
    ) -> Answer:
        """Ask for an address, or send it a form; follow its redirects as far as they stay where they are.

        Raises:
            Trouble: there is no answer, or none that is whole.
            Refused: the answer is larger than `limit` bytes, or redirects without end.
            Astray: the address, or one it redirects to, must not be asked.

        """
        for _ in range(self._limits.redirects + 1):
            origin(url)
            try:
                with self._opened(url, form) as response:
                    location = response.headers.get("Location")
                    if response.status not in _REDIRECTS or not location:
                        body = b"".join(self._pieces(url, response, limit, into))
                        self._keep_cookies(url, response)
                        return Answer(url, response.status, response.headers, body)
                    self._keep_cookies(url, response)
            except (HTTPError, OSError, ValueError) as error:
                raise Trouble(f"{_server(url)}: {_words(error)}") from error
            url = followed(url, location, below=below)
        raise Refused(f"{url}: redirects {self._limits.redirects} times and more")

    def _opened(self, url: str, form: Mapping[str, str] | None) -> BaseHTTPResponse:
        self.requests += 1
        headers = dict(self._headers)
        if cookies := self._cookies_for(url):
            headers["Cookie"] = cookies
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form, errors="replace")
        method = "GET" if form is None else "POST"
        return self._pools.request(method, url, body=body, headers=headers, preload_content=False, redirect=False)

    def _pieces(self, url: str, response: BaseHTTPResponse, limit: int, into: BinaryIO | None) -> Iterator[bytes]:
        """The body, as it comes; written `into` a file if there is one."""
        begun, size, came = self._clock.now(), 0, 0
        content = Unpacking(response.headers.get("Content-Encoding", ""))
        while packed := response.read1(_PIECE, decode_content=False):
            came += len(packed)
            late = self._clock.now() - begun - self._limits.answering
            if late > 0 and came < late * self._limits.slowest:
                raise Trouble(
                    f"{_server(url)}: only {came} bytes of the answer came in {late + self._limits.answering:.0f} s"
                )
            for piece in content.unpack(packed):
                size += len(piece)
                if size > limit:
                    raise Refused(f"{url}: answers with more than {limit} bytes", response.status)
                if into is None:
                    yield piece
                else:
                    _written(into, piece)
        content.end()

    def _keep_cookies(self, url: str, response: BaseHTTPResponse) -> None:
        """Cookies of a session, for this server alone; what they say of paths and domains is not needed."""
        for line in response.headers.getlist("Set-Cookie"):
            name, found, value = line.partition(";")[0].partition("=")
            if found and name.strip().isascii() and value.isascii():
                self._cookies[origin(url).host, name.strip()] = value.strip()

    def _cookies_for(self, url: str) -> str:
        return "; ".join(f"{name}={value}" for (host, name), value in self._cookies.items() if host == origin(url).host)


def _pool(pool: type[Any], connection: type[Any], trusted: set[tuple[str, int]], patience: float) -> type[Any]:
    """Connections that judge whom they have reached before a byte is sent, and wait for an answer only so long."""

    class Judged(connection):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            made: socket.socket = super()._new_conn()
            peer = made.getpeername()[0]
            if (self.host.strip("[]").lower(), self.port) not in trusted and not is_public(peer):
                made.close()
                raise Astray(f"{self.host} is at {peer}, which is no public address")
            return made

        def getresponse(self) -> BaseHTTPResponse:
            # The limit of silence does not help where headers come one letter at a time.
            end = threading.Timer(patience, _hang_up, (self.sock,))
            end.daemon = True
            end.start()
            try:
                answer: BaseHTTPResponse = super().getresponse()
            finally:
                end.cancel()
            return answer

    class Pool(pool):  # type: ignore[misc]
        ConnectionCls: ClassVar[type[Any]] = Judged

    return Pool


def _written(into: BinaryIO, piece: bytes) -> None:
    """Write, and tell a fault of our own disk from one of the server."""
    try:
        into.write(piece)
    except OSError as error:
        raise OutputError(f"{into.name}: {error.strerror or error}") from error


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _server(url: str) -> str:
    return origin(url).host


def _words(error: Exception) -> str:
    """What a library's fault means, without the object that it begins with."""
    inner = getattr(error, "reason", None) or error
    return _OBJECT.sub("", str(inner)) or type(inner).__name__

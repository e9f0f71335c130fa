"""Ways to spoil an answer on its way: statuses, headers, bytes, connections. What JSON says is `spoiled_words`."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress

from wiki_server import Request, Response

Spoil = Callable[[Request, Response], Response | None]
"""What is sent instead of the honest answer; None where this way of spoiling has nothing to take hold of."""
Deliver = Callable[[socket.socket, bytes, bytes], None]

PATIENCE = 0.1
"""Seconds that the fetches of these tests wait for a byte or a whole answer; the servers here are slower."""


def status(number: int, **headers: str) -> Spoil:
    """Another status, with a page of HTML as proxies send it."""
    head = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return lambda _request, _honest: Response(number, head, b"<!DOCTYPE html><title>Trouble</title><h1>Trouble</h1>")


def bare_status(number: int) -> Spoil:
    """Another status with the honest answer below it."""
    return lambda _request, honest: Response(number, honest.headers, honest.body)


def redirect(target: str, number: int = 302) -> Spoil:
    """Lead elsewhere; `{url}` is the wiki's own address, `{here}` what was asked for."""

    def spoil(request: Request, _honest: Response) -> Response:
        own = f"http://{request.headers['Host']}"
        location = target.format(url=own, here=own + request.path, port=request.headers["Host"].rpartition(":")[2])
        return Response(number, {"Location": location, "Content-Type": "text/html"}, b"<h1>Elsewhere</h1>")

    return spoil


def body(change: Callable[[bytes], bytes], **headers: str) -> Spoil:
    """Other bytes, or other headers with the same; Content-Length is right."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request, honest: Response(honest.status, honest.headers | more, change(honest.body))


def json_body(change: Callable[[bytes], bytes], **headers: str) -> Spoil:
    """The same for answers of the API alone: a file is whatever bytes it is, and told by its digest."""
    spoil = body(change, **headers)
    return lambda request, honest: spoil(request, honest) if is_json(honest) else None


def is_json(honest: Response) -> bool:
    """Whether this is an answer of the API."""
    return honest.headers.get("Content-Type", "").startswith("application/json")


def delivered(deliver: Deliver) -> Spoil:
    """The honest answer, badly delivered."""
    return lambda _request, honest: Response(honest.status, honest.headers, honest.body, deliver)


def packed(change: Callable[[bytes], bytes], encoding: str = "gzip") -> Spoil:
    """A body that is packed, or says it is."""
    return lambda _request, honest: Response(
        honest.status, honest.headers | {"Content-Encoding": encoding}, change(honest.body)
    )


def reset(after: float) -> Deliver:
    """Break the connection off after a part of the answer, as a crashed proxy does."""

    def deliver(connection: socket.socket, head: bytes, content: bytes) -> None:
        whole = head + content
        # Parts below zero are parts of the head, those above parts of the body.
        end = int(len(head) * (1 + after)) if after <= 0 else len(head) + int(len(content) * after)
        connection.sendall(whole[:end])
        if end:
            time.sleep(0.002)  # a reset throws away what has not been read yet
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return deliver


def cut(after: float) -> Deliver:
    """Close the connection in good order after a part of the body."""
    return lambda connection, head, content: connection.sendall(head + content[: int(len(content) * after)])


def unending(connection: socket.socket, head: bytes, content: bytes) -> None:
    """A body without end and without a length."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
    connection.sendall(b"\r\n".join(lines))
    with suppress(OSError):
        for _ in range(4096):
            connection.sendall((content or b"x") * (1 + (1 << 20) // max(1, len(content))))


def endless_head(connection: socket.socket, head: bytes, _content: bytes) -> None:
    """Headers without end."""
    connection.sendall(head.removesuffix(b"\r\n"))
    with suppress(OSError):
        for number in range(200_000):
            connection.sendall(b"X-Filler-%d: %s\r\n" % (number, b"x" * 400))


def stall(after: float) -> Deliver:
    """Say no more after a part of the answer, but stay on the line."""

    def deliver(connection: socket.socket, head: bytes, content: bytes) -> None:
        whole = head + content
        connection.sendall(whole[: int(len(whole) * after)])
        _listen(connection, 20 * PATIENCE)

    return deliver


def drip(connection: socket.socket, head: bytes, content: bytes) -> None:
    """A byte now and then, each in time, the whole never."""
    connection.sendall(head)
    with suppress(OSError):
        for place in range(len(content)):
            connection.sendall(content[place : place + 1])
            if _listen(connection, PATIENCE / 4):
                return


def _listen(connection: socket.socket, seconds: float) -> bool:
    """Wait until the client hangs up; whether it did."""
    connection.settimeout(seconds)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def raw(answer: bytes) -> Spoil:
    """Bytes that are no HTTP."""
    return delivered(lambda connection, _head, _content: connection.sendall(answer))


def length(more: int) -> Spoil:
    """A Content-Length that is not that of the body."""

    def deliver(connection: socket.socket, head: bytes, content: bytes) -> None:
        lines = [
            b"Content-Length: %d" % max(0, len(content) + more) if line.lower().startswith(b"content-length") else line
            for line in head.split(b"\r\n")
        ]
        connection.sendall(b"\r\n".join(lines) + content)

    return delivered(deliver)


def chunked(connection: socket.socket, head: bytes, content: bytes) -> None:
    """Chunks whose last one is promised and never comes."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
    lines.insert(1, b"Transfer-Encoding: chunked")
    connection.sendall(b"\r\n".join(lines) + b"%x\r\n%s\r\n" % (len(content), content) + b"ffff\r\n{")


def bomb(_body: bytes) -> bytes:
    """Little that unpacks to much: 64 MiB from 64 KiB."""
    return _BOMB


_BOMB = gzip.compress(b'{"a":"' + b"0" * (64 << 20), 9, mtime=0)
NESTED = b'{"query":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
HTML = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"


def corrupt(content: bytes) -> bytes:
    """Packed, with bytes in the middle turned over."""
    middle = bytearray(gzip.compress(content, 1, mtime=0))
    for place in range(len(middle) // 2, min(len(middle), len(middle) // 2 + 8)):
        middle[place] ^= 0xFF
    return bytes(middle)


def in_latin1(content: bytes) -> bytes:
    """The same words in another encoding, so that they are no UTF-8."""
    text = json.dumps(json.loads(content) | {"x": "é"}, ensure_ascii=False)
    return text.encode("latin-1", "replace")

"""A small honest MediaWiki on loopback: the Action API of a wiki in memory, its files, its export.

Whoever holds the server may spoil what it answers (`misbehaviour` does): `spoil` sees each request and the honest
answer, and gives what is sent instead.
"""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import wiki_api
from wiki_answers import ApiError, Batches
from wiki_export import export
from wiki_model import Wiki, small

USER, PASSWORD = "Ada@fetching", "s3cr3t0f4d4b0tpassw0rd"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: `number` counts from 1 since the server was last reset."""

    number: int
    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]

    @property
    def kind(self) -> str:
        """What is asked for, in a word: a module of the API, or the kind of address."""
        if self.path.endswith("/api.php"):
            named = [self.params.get(name, "") for name in ("meta", "list", "generator", "prop")]
            return "+".join(part for part in named if part) or self.params.get("action", "help")
        return "file" if self.path.startswith("/images/") else self.path.strip("/").rpartition("/")[2]


@dataclass(slots=True)
class Response:
    """What is sent; `deliver` writes head and body, and may do it badly."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    deliver: Callable[[socket.socket, bytes, bytes], None] | None = None

    @property
    def json(self) -> Any:
        """The body as an answer of the API."""
        return json.loads(self.body)


def json_response(answer: object, status: int = 200, **headers: str) -> Response:
    """An answer of the API."""
    head = {"Content-Type": "application/json; charset=utf-8"}
    head |= {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        return Response(status, head, json.dumps(answer, ensure_ascii=False).encode())
    except UnicodeEncodeError:  # halves of characters, which only escapes can say
        return Response(status, head, json.dumps(answer).encode())


Spoil = Callable[[Request, Response], Response]


class Server:
    """A wiki that is served; `url` is its address."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.wiki = Wiki()
        self.batches = Batches()
        self.requests: list[Request] = []
        self.spoil: Spoil | None = None
        self.faults: list[BaseException] = []
        """What went wrong in this server itself."""
        self.lag = -1
        self.asks_login = False
        self._lock = threading.Lock()

    def reset(self, wiki: Wiki | None = None) -> None:
        """Serve another wiki, honestly, and forget what was asked."""
        self.wiki, self.requests, self.spoil, self.faults = wiki or small(), [], None, []
        self.lag, self.asks_login = -1, False

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Response:
        """What is sent for a request."""
        address = urlsplit(target)
        pairs = parse_qsl(address.query, keep_blank_values=True)
        pairs += parse_qsl(body.decode(), keep_blank_values=True)
        with self._lock:
            request = Request(len(self.requests) + 1, method, unquote(address.path), dict(pairs), headers)
            self.requests.append(request)
            try:
                response = self.respond(request)
                return self.spoil(request, response) if self.spoil else response
            except Exception as error:  # a test must not take our own fault for one of the wiki
                self.faults.append(error)
                raise

    def respond(self, request: Request) -> Response:
        """The honest answer."""
        path = request.path
        if path.endswith("/api.php"):
            return self._api(request)
        if path.startswith("/images/"):
            upload = self.wiki.uploads.get(path.rpartition("/")[2])
            return Response(200, {"Content-Type": "image/png"}, upload.data) if upload else _missing()
        if path == "/robots.txt":
            return Response(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /w/\n")
        if path.startswith(("/wiki/Special:Export", "/dumps/")) or request.params.get("title") == "Special:Export":
            return self._exported(request)
        if path in {"/", "/wiki/", f"/wiki/{self.wiki.main.replace(' ', '_')}", "/w/index.php"}:
            link = f'<link rel="EditURI" type="application/rsd+xml" href="{self.url}/w/api.php?action=rsd">'
            page = f"<!DOCTYPE html><html><head><title>x</title>{link}</head><body>A wiki.</body></html>"
            return Response(200, {"Content-Type": "text/html; charset=UTF-8"}, page.encode())
        return _missing()

    def _api(self, request: Request) -> Response:
        params = request.params
        try:
            return json_response(self._module(request))
        except ApiError as error:
            more = {"Retry_After": "5", "X_Database_Lag": str(self.lag)} if error.code == "maxlag" else {}
            if params.get("format") != "json":
                return Response(200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><p>This is the API.</p>")
            return json_response(error.body, MediaWiki_API_Error=error.code, **more)

    def _module(self, request: Request) -> object:
        params = request.params
        if params.get("format") != "json" or params.get("formatversion") != "2":
            raise ApiError("badvalue", "This server speaks format=json and formatversion=2 alone.")
        logged_in = "session=ada" in request.headers.get("Cookie", "")
        if "maxlag" in params and self.lag > int(params["maxlag"]):
            raise ApiError("maxlag", f"Waiting for 127.0.0.1: {self.lag} seconds lagged.", lag=self.lag, type="db")
        if params.get("assert") == "user" and not logged_in:
            raise ApiError("assertuserfailed", "You are no longer logged in, so the action could not be completed.")
        action = params.get("action", "help")
        if action == "login":
            right = (params.get("lgname"), params.get("lgpassword")) == (USER, PASSWORD)
            return {"login": {"result": "Success" if right else "Failed", "lgusername": "Ada"}}
        if action == "parse":
            revision = int(params.get("oldid", "0"))
            page = next(p for p in self.wiki.pages.values() if any(r.id == revision for r in p.revisions))
            text = f'<div class="mw-parser-output"><p>{page.title}, made by the wiki.</p></div>'
            found = {"title": page.title, "pageid": page.id, "revid": revision, "text": text}
            return {"parse": found | {"categories": [{"sortkey": "", "category": "Concepts"}]}}
        if action != "query":
            raise ApiError("badvalue", f'Unrecognized value for parameter "action": {action}.')
        if self.asks_login and not logged_in and params.get("meta") != "tokens":
            raise ApiError("readapidenied", "You need read permission to use this module.")
        return wiki_api.query(self.wiki, params, self.batches, self.url)

    def _exported(self, request: Request) -> Response:
        names = [
            *request.params.get("pages", "").split("\n"),
            request.path.removeprefix("/wiki/Special:Export").strip("/"),
        ]
        if request.path == "/dumps/wiki.xml":
            names = list(self.wiki.pages)
        pages = [self.wiki.pages[name] for name in names if name in self.wiki.pages]
        text = export(self.wiki, pages, self.url, history="history" in request.params)
        return Response(200, {"Content-Type": "application/xml; charset=utf-8"}, text.encode())


def _missing() -> Response:
    return Response(404, {"Content-Type": "text/html"}, b"<!DOCTYPE html><title>404</title><h1>Not Found</h1>")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wiki_server: Server
    timeout = 5

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        response = self.wiki_server.answer(self.command, self.path, dict(self.headers.items()), body)
        head = {"Content-Type": "text/plain", "Date": "Fri, 30 Jan 2026 08:00:00 GMT"} | response.headers
        if response.status == 200 and self.path.startswith("/w/api.php") and b"lgpassword" in body:
            head["Set-Cookie"] = "session=ada; path=/; HttpOnly"
        packed = response.body
        if "gzip" in self.headers.get("Accept-Encoding", "") and "Content-Encoding" not in head and len(packed) > 200:
            packed, head["Content-Encoding"] = gzip.compress(packed, 1, mtime=0), "gzip"
        head.setdefault("Content-Length", str(len(packed)))
        try:
            phrase = HTTPStatus(response.status).phrase
        except ValueError:
            phrase = "Unknown"
        lines = [f"HTTP/1.1 {response.status} {phrase}", *(f"{name}: {value}" for name, value in head.items())]
        whole = "\r\n".join([*lines, "", ""]).encode()
        if response.deliver:
            self.close_connection = True
            with suppress(OSError):
                response.deliver(self.connection, whole, packed)
        else:
            self.connection.sendall(whole + (b"" if self.command == "HEAD" else packed))

    do_POST = do_HEAD = do_GET  # noqa: N815  # names that http.server asks for

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_about: object) -> None:
        """A client that goes away is nothing to tell."""

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        with suppress(OSError):
            super().shutdown_request(request)


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a free port, for as long as the block lasts."""
    listener = _Listener(("127.0.0.1", 0), _Handler)
    server = Server(listener.server_address[1])
    listener.RequestHandlerClass = type("Handler", (_Handler,), {"wiki_server": server})
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()

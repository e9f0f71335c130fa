"""A server for the built site on this machine, answering as GitHub Pages does: folders, and the site's own 404 page.

For looking, not for the world.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from stillwiki.errors import OutputError


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, at the root and under the path that the site will have where it is published."""

    def __init__(self, *args: Any, base: str, **rest: Any) -> None:
        self.base = base
        super().__init__(*args, **rest)

    def translate_path(self, path: str) -> str:
        """Where an address is on disk."""
        if self.base and path.startswith(self.base):
            path = path[len(self.base) - 1 :]
        return super().translate_path(path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where there is nothing."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: whoever looks sees the page."""


def server(site: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server that is ready to run; port 0 takes any that is free."""
    home = site / "index.html"
    if not home.is_file():
        raise OutputError(f"{site}: holds no site; build it first (stillwiki build)")
    try:
        return ThreadingHTTPServer((host, port), partial(_Handler, directory=str(site), base=_base(home)))
    except OSError as error:
        raise OutputError(f"{host}:{port}: {error.strerror or error}") from error


def _base(home: Path) -> str:
    """Path of the site where it will be published, as its home page says (`/wiki-mirror/`); empty for none."""
    link = LexborHTMLParser(home.read_bytes()).css_first("link[rel=canonical]")
    path = urlsplit((link.attributes.get("href") if link else "") or "").path
    return path if path.endswith("/") and path != "/" else ""

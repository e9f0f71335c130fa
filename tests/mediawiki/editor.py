"""Somebody who edits the loopback wiki through its API."""

from __future__ import annotations

import http.cookiejar
import json
import struct
import urllib.parse
import urllib.request
import uuid
import zlib
from typing import Any

from mediawiki.loopback import PASSWORD, Loopback


class Refused(Exception):  # noqa: N818  # it is no error that an edit is refused
    """The wiki did not do what was asked."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code


class Editor:
    """An account, or without a name an address."""

    def __init__(self, wiki: Loopback, name: str = "") -> None:
        self._api = f"{wiki.url}/api.php"
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self._opener.addheaders = [("User-Agent", "an editor of the tests")]
        self._token = "+\\"  # noqa: S105  # the same for all who have no account
        if name:
            token = self.ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
            self.ask(action="login", lgname=name, lgpassword=PASSWORD, lgtoken=token)
            self._token = self.ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]

    def ask(self, upload: tuple[str, bytes] | None = None, **form: Any) -> dict[str, Any]:
        """One request, always by POST; `upload` is the name of a field and a file's bytes."""
        form = {"format": "json", "formatversion": "2", **form}
        body, kind = _multipart(form, upload) if upload else (urllib.parse.urlencode(form).encode(), "")
        headers = {"Content-Type": kind} if kind else {}
        request = urllib.request.Request(self._api, body, headers)  # noqa: S310  # our own
        with self._opener.open(request, timeout=120) as answer:
            said: dict[str, Any] = json.load(answer)
        if "error" in said:
            raise Refused(said["error"]["code"], said["error"]["info"])
        return said

    def do(self, action: str, **form: Any) -> dict[str, Any]:
        """A deed that needs a token."""
        return self.ask(action=action, token=self._token, **form)

    def edit(self, title: str, text: str, **more: Any) -> int:
        """Write a page; the new revision's id, or 0 where nothing changed."""
        return int(self.do("edit", title=title, text=text, **more)["edit"].get("newrevid", 0))

    def upload(self, name: str, content: bytes, text: str = "", comment: str = "") -> None:
        """Upload a file, or a new version of it."""
        form = {"filename": name, "comment": comment, "text": text, "ignorewarnings": 1, "token": self._token}
        self.ask(("file", content), action="upload", **form)

    def take(self, dump: str) -> None:
        """Import pages from an export."""
        form = {"interwikiprefix": "far", "summary": "from elsewhere", "token": self._token}
        self.ask(("xml", dump.encode()), action="import", **form)


def _multipart(form: dict[str, Any], upload: tuple[str, bytes]) -> tuple[bytes, str]:
    line = uuid.uuid4().hex
    body = b"".join(
        f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in form.items()
    )
    field, content = upload
    body += f'--{line}\r\nContent-Disposition: form-data; name="{field}"; filename="x"\r\n\r\n'.encode()
    return body + content + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


def picture(width: int, height: int, shade: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\0" + bytes([shade % 256]) * width) * height
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def drawing(shade: int) -> bytes:
    """A square as SVG."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    return f'{head}<rect width="{shade % 9 + 1}" height="9"/></svg>'.encode()

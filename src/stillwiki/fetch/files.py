"""The files that the wiki's users uploaded: which there are, and fetching those that we do not hold."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from stillwiki.errors import FetchError, OutputError
from stillwiki.fetch import shape
from stillwiki.fetch.addresses import origin
from stillwiki.fetch.api import Api
from stillwiki.fetch.errors import Refused, Trouble
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.manners import Caller
from stillwiki.fetch.shape import Object

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?$", re.IGNORECASE)
"""Names that are devices on Windows."""
_LONGEST = 240
"""Bytes of a name: file systems take 255, and we put something before it while a file is not complete."""
_TRIES = 3
"""How often a file is asked for that is not what the wiki says."""


class Altered(Refused):
    """A file is not what the wiki says: it lost it, or has another one since."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The current version of a file."""

    name: str
    """With underscores, without namespace."""
    timestamp: str
    user: str | None
    user_id: int
    comment: str | None
    url: str
    size: int
    sha1: str
    """Hexadecimal."""

    @property
    def place(self) -> str:
        """Where MediaWiki keeps it below its folder of files: by the first digits of its name's digest."""
        mark = hashlib.md5(self.name.encode(), usedforsecurity=False).hexdigest()
        return f"{mark[0]}/{mark[:2]}/{self.name}"


def listed(api: Api) -> dict[str, Upload]:
    """All files by their names."""
    asked = {
        "action": "query",
        "list": "allimages",
        "ailimit": "max",
        "aiprop": "timestamp|user|userid|comment|url|size|sha1",
    }
    found: dict[str, Upload] = {}
    for some in api.walk(
        lambda query: [_upload(each) for each in shape.objects(query, "allimages")], "the list of files", **asked
    ):
        for upload in filter(None, some):
            if found.setdefault(upload.name, upload).sha1 != upload.sha1:
                raise FetchError(f"the wiki lists two files as {upload.name[:_LONGEST]!r}")
    return dict(sorted(found.items()))


def _upload(found: Object) -> Upload | None:
    """A file; none where an administrator has hidden it."""
    if shape.flag(found, "filehidden") or "sha1" not in found:
        return None
    upload = Upload(
        name=shape.text(found, "name").replace(" ", "_"),
        timestamp=shape.moment(found, "timestamp"),
        user=None if shape.flag(found, "userhidden") else shape.text(found, "user", ""),
        user_id=shape.number(found, "userid", 0),
        comment=None if shape.flag(found, "commenthidden") else shape.text(found, "comment", ""),
        url=shape.text(found, "url"),
        size=shape.number(found, "size"),
        sha1=shape.sha1(found, "sha1"),
    )
    if not upload.sha1 or upload.size < 0:
        raise Trouble(f"a file, {upload.name[:60]!r}, of {upload.size} bytes with the digest {upload.sha1!r}")
    return upload


def is_name(name: str) -> bool:
    """Whether a name can stand in a folder, here and on other systems."""
    return (
        0 < len(name.encode("utf-8", "replace")) <= _LONGEST
        and name.isprintable()
        and not set(name) & set('/\\:*?"<>|')
        and not name.startswith(".")
        and not name.endswith((".", " "))
        and not _DEVICE.match(name)
    )


def home(api: Api) -> str:
    """Where the wiki says that its files are: an address, empty where it does not say."""

    def read(query: Object) -> str:
        places = [
            shape.text(repo, "rootUrl", "")
            for repo in shape.objects(shape.inner(query, "query"), "repos")
            if repo.get("local")
        ]
        return places[0] if places else ""

    return api.ask(
        read, "where the wiki's files are", action="query", meta="filerepoinfo", friprop="name|rootUrl|local|url"
    )


def held(folder: Path) -> dict[str, str]:
    """Digests of the files in a folder by their names."""
    if not folder.is_dir():
        return {}
    return {
        path.name: _digest(path)
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".")
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()


@dataclass
class Fetching:
    """Downloads into a folder, one after another."""

    caller: Caller
    api: str
    home: str
    limits: Limits
    folder: Path

    def fetch(self, upload: Upload) -> Path:
        """The file, whole and with the digest that the wiki says.

        Raises:
            Altered: it is not what the wiki says, asked for again and again.
            Refused: it is not there, too large, or stands on a server that is none of the wiki's.
            FetchError: it is not to be had now.
            OutputError: there is no place for it.

        """
        path = self.folder / upload.name
        if path.is_file() and _digest(path) == upload.sha1:
            return path  # of an earlier run that was ended
        if upload.size > self.limits.file:
            raise Refused(f"File:{upload.name} has {upload.size} bytes; more than {self.limits.file} are not fetched")
        part = self.folder / f".{hashlib.sha256(upload.name.encode()).hexdigest()[:16]}.part"
        address = self._address(upload)
        try:
            for _ in range(_TRIES):
                with part.open("w+b") as file:
                    self.caller.get(address, lambda answer: answer, limit=upload.size + 1, into=file)
                seen = _digest(part)
                if seen == upload.sha1:
                    part.replace(path)
                    return path
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}") from error
        raise Altered(f"expected the digest {upload.sha1}, seen {seen}")

    def _address(self, upload: Upload) -> str:
        try:
            url, home = urljoin(self.api, upload.url), urljoin(self.api, self.home)
        except ValueError as error:
            where = f"at {upload.url!r}, below {self.home!r}"
            raise Refused(f"File:{upload.name} is said to be {where}, which is no address") from error
        own = {origin(place).host for place in (self.api, home)}
        if origin(url).host not in own:
            known = ", ".join(sorted(own))
            raise Refused(f"File:{upload.name} is said to be at {url}, which is none of the wiki's servers ({known})")
        return url

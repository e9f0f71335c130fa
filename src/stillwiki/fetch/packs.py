"""Dumps that lie ready somewhere: on a wiki's own Special:DataDump, or in an item of archive.org.

Miraheze puts dumps of its wikis on archive.org each month (`miraheze-wiki-NAME-DATE`), WikiTeam those of others
(`wiki-NAME`). Refuses to unpack anything: `sources` reads archives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, unquote, urlsplit

from stillwiki.errors import FetchError, OutputError
from stillwiki.fetch import shape
from stillwiki.fetch.limits import Limits
from stillwiki.fetch.manners import Caller
from stillwiki.fetch.wire import Answer

_DUMP = re.compile(r"\.xml(?:\.(?:gz|bz2|xz|zst))?$|(?<!images)\.(?:7z|zip)$", re.IGNORECASE)
_IMAGES = re.compile(r"images(?:[-_.][\w-]*)?(\.tar\.gz|\.tar|\.tgz|\.7z)$", re.IGNORECASE)
_ITEM = re.compile(r"/(?:details|download|metadata)/([\w.-]+)/?$")
_LONGEST = 60
"""Characters of a name under which a file is kept; its end says what it is."""
_ARCHIVE = "https://archive.org"
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Pack:
    """What was downloaded."""

    dump: Path
    images: Path | None = None


def is_pack(url: str) -> bool:
    """Whether an address is that of a dump, or of an item that may hold one, by how it looks."""
    return bool(_DUMP.search(unquote(urlsplit(url).path))) or bool(_item(url))


def _item(url: str) -> str:
    """The item of archive.org that an address is about; empty for others."""
    parts, home = urlsplit(url), urlsplit(_ARCHIVE)
    found = _ITEM.search(parts.path) if (parts.scheme, parts.netloc) == (home.scheme, home.netloc) else None
    return found[1] if found else ""


@contextmanager
def downloaded(caller: Caller, url: str, limits: Limits, *, images: bool) -> Iterator[Pack]:
    """A dump, and the archive of images that belongs to it, for as long as they are needed.

    Raises:
        FetchError: it is not to be had, or the item holds none.

    """
    with TemporaryDirectory(prefix="stillwiki-") as room:
        folder = Path(room)
        item = _item(url)
        if not item:
            yield Pack(_get(caller, url, folder, limits))
            return
        told = f"{_ARCHIVE}/metadata/{item}"
        names = caller.get(told, lambda answer: _names(answer, limits), limit=limits.answer)
        dump, pictures = chosen(names)
        if not dump:
            raise FetchError(f"{url}: the item holds no dump of a wiki, only {', '.join(names[:10]) or 'nothing'}")
        base = f"{_ARCHIVE}/download/{item}/"
        with_images = _get(caller, base + quote(pictures), folder, limits) if images and pictures else None
        yield Pack(_get(caller, base + quote(dump), folder, limits), with_images)


def chosen(names: Iterable[str]) -> tuple[str, str]:
    """The dump and the archive of images among the files of an item; the whole history before the current pages."""
    listed = sorted(name for name in names if "/" not in name)
    dumps = [
        name
        for name in listed
        if _DUMP.search(name) and not name.endswith("_meta.xml") and not name.endswith("_files.xml")
    ]
    pictures = [name for name in listed if _IMAGES.search(name)]
    best = max(dumps, key=lambda name: ("history" in name, ".xml" in name, "current" not in name), default="")
    return best, pictures[-1] if pictures else ""


def _names(answer: Answer, limits: Limits) -> list[str]:
    found = shape.parsed(answer.body, limits.depth)
    return [shape.text(each, "name") for each in shape.objects(found, "files")]


def _get(caller: Caller, url: str, folder: Path, limits: Limits) -> Path:
    """A file under the last part of its address."""
    name = re.sub(r"[^\w.-]", "_", unquote(urlsplit(url).path).rpartition("/")[2])[-_LONGEST:].lstrip(".") or "dump"
    path = folder / name
    try:
        with path.open("w+b") as file:
            caller.get(url, lambda answer: _refuse_page(url, answer), limit=limits.dump, into=file, below=True)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error
    return path


def _refuse_page(url: str, answer: Answer) -> None:
    if answer.kind in _PAGES:
        raise FetchError(f"{url}: expected a dump, seen a web page ({answer.kind})")

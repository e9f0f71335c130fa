"""The index of a very large site, made in parts: so its memory does not grow with the site, and what stands is kept.

A page belongs to the part that the first bits of the digest of its address say, so parts are decided by the pages that
the site has now, not by what it had. Pagefind makes an index of each; `whole` makes one of them, so that readers fetch
and find what they would of a single run. Files that show pages in results stay as they are, in a folder for each part.
Owns a folder among the user's caches for the words of each part, each file under a seal; it can be lost or harmed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from stillwiki import swap
from stillwiki.memory import program as ourselves
from stillwiki.search import program
from stillwiki.search.form import FormError, decoded, unpacked
from stillwiki.search.whole import Part, write
from stillwiki.search.words import FIELDS, VERSION, Word, kept, read, words
from stillwiki.stamps import regular
from stillwiki.tracing import digest

_MOST = 1_024
"""Parts of a site; above, they grow with it: at a million pages to 1,000 of them, for which a run takes 120 MB."""
_MARK = "data-pagefind-body"
_FRAME = f"<!doctype html><html><head><title>x</title></head><body><p {_MARK}>x</p></body></html>"
"""A page whose index is as good as none: what Pagefind writes beside it are its programs."""
_WORK = ".parts"
_SEAL = 65
"""Bytes of a seal, its line's end included."""


@dataclass(frozen=True)
class Given:
    """What is known of a site, or of another one before it."""

    old: Path | None = None
    """The site before."""
    cache: Path | None = None
    """Folder for what is known of its parts."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of files of the site, by address, as far as somebody knows them."""
    jobs: int = 1
    """Runs of Pagefind side by side."""


class _Made(NamedTuple):
    """A part of the index, in a file of words; the files that show its pages are where they belong."""

    path: Path
    start: int
    """Where its words begin in the file."""
    pages: list[tuple[str, int]]


class Parts:
    """A site on its way to an index."""

    def __init__(self, site: Path, target: str, language: str, size: int, given: Given) -> None:
        """Divide a site in parts of no more than some `size` pages on the average."""
        self._site, self._target, self._language, self._given = site, target, language, given
        pages = sorted(name for name, _ in regular(site) if name.endswith(".html"))
        self.count = len(pages)
        self._members: list[list[str]] = [[] for _ in range(min(1 << ((len(pages) - 1) // size).bit_length(), _MOST))]
        for page in pages:
            found = int.from_bytes(hashlib.sha256(page.encode("utf-8", "surrogateescape")).digest()[:4])
            self._members[found * len(self._members) >> 32].append(page)
        self._work = site / _WORK
        self._fragments = self._work / "whole" / "fragment"

    def write(self) -> bool:
        """Write the index; False where it is not for us to divide: no page is marked, or Pagefind is another."""
        self._work.mkdir()
        try:
            language, entry = self._frame()
            with ThreadPoolExecutor(self._given.jobs) as crew:
                made = list(crew.map(self._part, range(len(self._members))))
            if not any(each.pages for each in made):
                return False
            whole = self._work / "whole"
            parts = [Part(each.pages, read(each.path, each.start)) for each in made]
            told = entry["languages"][language]
            told["hash"], told["page_count"] = write(whole, language, parts), sum(len(each.pages) for each in made)
            (whole / "pagefind-entry.json").write_text(
                json.dumps(entry, ensure_ascii=False, separators=(",", ":")), "utf-8"
            )
            for path in whole.iterdir():
                _move(path, self._site / self._target / path.name)
            self._remember()
        except FormError:
            return False
        finally:
            shutil.rmtree(self._work, ignore_errors=True)
        return True

    def _frame(self) -> tuple[str, dict[str, Any]]:
        """Let Pagefind write its programs; gives its name for the language, and the file that names its indexes."""
        source, output = self._folder("in/frame"), self._work / "out/frame"
        (source / "index.html").write_text(_FRAME, "utf-8")
        program.run(source, output, self._language)
        entry, _ = _entry(output)
        (self._work / "whole").mkdir()
        for path in output.iterdir():
            if path.is_file() and path.suffix != ".pf_meta":
                path.rename(self._work / "whole" / path.name)
        return next(iter(entry["languages"])), entry

    # -- a part ------------------------------------------------------------------------------------

    def _part(self, number: int) -> _Made:
        told = [[page, self._given.digests.get(page) or _digest(self._site / page)] for page in self._members[number]]
        key = digest((ourselves(), self._language, len(self._members), told)).hex()
        return self._standing(_name(number), key) or self._made(number, key)

    def _standing(self, name: str, key: str) -> _Made | None:
        """The part as it was made before, if it is of the same pages and nothing has happened to it."""
        given = self._given
        if given.old is None or given.cache is None:
            return None
        try:
            content = (given.cache / name).read_bytes()
            start = content.index(b"\n", _SEAL) + 1
            head = json.loads(content[_SEAL:start])
            if content[:_SEAL] != _sealed(content[_SEAL:]) or head["key"] != key:
                return None
            pages = [(str(file), int(count)) for file, count in head["pages"]]
            old = given.old / self._target / "fragment"
            if _shown(old, pages) != head["shown"]:
                return None
            for file, _ in pages:
                swap.share(f"{old}/{file}.pf_fragment", f"{self._fragments}/{file}.pf_fragment")
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return _Made(given.cache / name, start, pages)

    def _made(self, number: int, key: str) -> _Made:
        """The part, made by a run of Pagefind over nothing but its pages."""
        name = _name(number)
        source, output = self._folder(f"in/{name}"), self._work / "out" / name
        marked = self._marked(number)
        pages: list[tuple[str, int]] = []
        found: Iterator[Word] = iter(())
        if marked:
            for page in marked:
                _bring(self._site / page, source / page)
            program.run(source, output, self._language)
            pages, found = _read(output, name)
            self._fragments.mkdir(parents=True, exist_ok=True)
            (output / "fragment").rename(self._fragments / name)
        head = {"key": key, "pages": pages, "shown": _shown(self._fragments, pages)}
        told = json.dumps(head).encode() + b"\n"
        content = told + b"".join(kept(found))
        made = self._folder("words") / name
        made.write_bytes(_sealed(content) + content)
        for folder in (source, output):
            shutil.rmtree(folder, ignore_errors=True)
        return _Made(made, _SEAL + len(told), pages)

    def _marked(self, number: int) -> list[str]:
        """Pages of a part that may be marked, of which the first one is: without one, Pagefind would take them all."""
        may = [page for page in self._members[number] if _MARK.encode() in (self._site / page).read_bytes()]
        for at, page in enumerate(may):
            if LexborHTMLParser((self._site / page).read_bytes()).css_first(f"[{_MARK}]"):
                return may[at:]
        return []

    def _folder(self, name: str) -> Path:
        made = self._work / name
        made.mkdir(parents=True, exist_ok=True)
        return made

    def _remember(self) -> None:
        """Keep what was made for the next time; without a place for it, that one makes it anew."""
        if self._given.cache is None:
            return
        with suppress(OSError):
            self._given.cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            known = set(map(_name, range(len(self._members))))
            for path in self._given.cache.iterdir():
                if path.name not in known:
                    path.unlink()
            for path in self._folder("words").iterdir():
                shutil.move(path, self._given.cache / path.name)


def _name(number: int) -> str:
    return f"{number:03x}"


def _bring(page: Path, target: Path) -> None:
    """Let Pagefind have of a page what it would make something of: that takes it a quarter less time."""
    content = page.read_bytes()
    start, end = content.find(b"<article "), content.rfind(b"</article>")
    marked, once = content.find(_MARK.encode(), start, content.find(b">", start)), content.count(_MARK.encode()) == 1
    if min(start, end, marked) < 0 or not once or b"<h1" in content[:start] or content.count(b"</article>") > 1:
        swap.share(str(page), str(target))
        return
    title = content[content.find(b"<title>") : content.find(b"</title>")]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(
        b"<!doctype html><html><head>%s</title></head><body>%s</article></body></html>" % (title, content[start:end])
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sealed(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n"


def _shown(folder: Path, pages: list[tuple[str, int]]) -> str:
    """Digest of the files that show these pages."""
    found = hashlib.sha256()
    for name, _ in pages:
        with open(f"{folder}/{name}.pf_fragment", "rb") as file:  # noqa: PTH123  # a Path for each costs as much as the rest
            found.update(file.read())
    return found.hexdigest()


def _move(path: Path, target: Path) -> None:
    """Let a file or folder stand where there may be one, whose files it then takes the place of."""
    if path.is_dir() and target.exists():
        shutil.copytree(path, target, copy_function=os.replace, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def _entry(output: Path) -> tuple[dict[str, Any], str]:
    """What names the index in a folder, and the name."""
    entry = json.loads((output / "pagefind-entry.json").read_bytes())
    match entry:
        case {"version": known, "languages": dict(languages)} if known == VERSION and len(languages) == 1:
            return entry, str(next(iter(languages.values()))["hash"])
    raise FormError(f"an index of another form: {entry}")


def _read(output: Path, name: str) -> tuple[list[tuple[str, int]], Iterator[Word]]:
    """Pages and words of the index in a folder; the pages' files are to stand in a folder of this name."""
    match decoded(unpacked(output / f"pagefind.{_entry(output)[1]}.pf_meta")):
        case [known, list(pages), list(chunks), [], [], list(fields)] if known == VERSION and {*fields} <= {*FIELDS}:
            files = [unpacked(output / "index" / f"{chunk}.pf_index") for _, _, chunk in chunks]
            return [(f"{name}/{page}", count) for page, count in pages], chain.from_iterable(
                words(file, fields) for file in files
            )
    raise FormError(f"{output}: an index of another form")

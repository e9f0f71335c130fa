"""Runs of Pagefind over some pages of a site, each of which gives a part of an index.

Whatever a part says of a page is what the page says alone; only its number is the part's. Refuses to know other parts.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from stillwiki import swap
from stillwiki.search import program
from stillwiki.search.form import FormError, decoded, unpacked
from stillwiki.search.whole import DIGITS
from stillwiki.search.words import FIELDS, VERSION, Word, words

ENTRY = "pagefind-entry.json"
_MARK = b"data-pagefind-body"


@dataclass(frozen=True)
class Part:
    """What Pagefind says of some pages; of those that are not marked, nothing."""

    pages: tuple[str, ...] = ()
    """Paths, in the order of their numbers."""
    shown: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Digest of what shows a page, which is its file's name, and how many words it has, by path."""
    output: Path = Path()
    """The folder in which it is."""

    def words(self) -> Iterator[Word]:
        """All words, by their texts."""
        if self.pages:
            _, chunks, fields = _told(self.output)
            files = (unpacked(self.output / "index" / f"{chunk}.pf_index") for _, _, chunk in chunks)
            yield from chain.from_iterable(words(file, fields) for file in files)

    def about(self) -> dict[str, Any]:
        """What names the index of the part, and the language it is in."""
        return _about(self.output)

    def programs(self) -> list[str]:
        """Names of the files that are alike in all parts."""
        return sorted(path.name for path in self.output.iterdir() if is_program(path.name) and path.is_file())


def is_program(name: str) -> bool:
    """Whether this is the path, in an index, of a file that says nothing of its pages."""
    return "/" not in name and not name.endswith(".pf_meta") and name != ENTRY


def part(site: Path, pages: Collection[str], work: Path, language: str) -> Part:
    """Let Pagefind run over these pages of a site; `work` is a folder that is not there yet.

    Raises:
        FormError: Pagefind is another than the one that is known.
        OutputError: Pagefind makes no index.

    """
    marked = _marked(site, pages)
    if not marked:
        return Part()
    source, output = work / "in", work / "out"
    source.mkdir(parents=True)
    for page in marked:
        _bring(site / page, source / page)
    program.run(source, output, language)
    shutil.rmtree(source)
    named = {_address(page): page for page in marked}
    numbered, shown = [], {}
    for name, count in _told(output)[0]:
        path = output / "fragment" / f"{name}.pf_fragment"
        content = unpacked(path)
        page = named.get(json.loads(content)["url"], "")
        # Pagefind's own names are short: they can be told apart in one run, not in all.
        known = hashlib.sha256(content).hexdigest()[:DIGITS]
        path.rename(path.with_name(f"{known}.pf_fragment"))
        numbered.append(page)
        shown[page] = known, count
    if "" in shown or len(shown) != len(numbered):
        raise FormError(f"{output}: pages that nobody knows")
    return Part(tuple(numbered), shown, output)


def _address(page: str) -> str:
    """Where a page is for Pagefind: one that stands for its folder goes by the folder's name."""
    folder, _, name = f"/{page}".rpartition("/")
    return f"{folder}/" if name == "index.html" else f"/{page}"


def _marked(site: Path, pages: Collection[str]) -> list[str]:
    """Pages that may be marked, of which the first one is: without one, Pagefind would take them all."""
    may = [page for page in pages if _MARK in (site / page).read_bytes()]
    for at, page in enumerate(may):
        if LexborHTMLParser((site / page).read_bytes()).css_first(f"[{_MARK.decode()}]"):
            return may[at:]
    return []


def _bring(page: Path, target: Path) -> None:
    """Let Pagefind have of a page what it would make something of: that takes it a quarter less time."""
    content = page.read_bytes()
    start, end = content.find(b"<article "), content.rfind(b"</article>")
    marked, once = content.find(_MARK, start, content.find(b">", start)), content.count(_MARK) == 1
    if min(start, end, marked) < 0 or not once or b"<h1" in content[:start] or content.count(b"</article>") > 1:
        swap.share(str(page), str(target))
        return
    title = content[content.find(b"<title>") : content.find(b"</title>")]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(
        b"<!doctype html><html><head>%s</title></head><body>%s</article></body></html>" % (title, content[start:end])
    )


def _about(output: Path) -> dict[str, Any]:
    about: dict[str, Any] = json.loads((output / ENTRY).read_bytes())
    match about:
        case {"version": known, "languages": dict(languages)} if known == VERSION and len(languages) == 1:
            return about
    raise FormError(f"an index of another form: {about}")


def _told(output: Path) -> tuple[list[Any], list[Any], list[str]]:
    """Pages, files of words and names of fields of the index in a folder."""
    (named,) = _about(output)["languages"].values()
    match decoded(unpacked(output / f"pagefind.{named['hash']}.pf_meta")):
        case [known, list(pages), list(chunks), [], [], list(fields)] if known == VERSION and {*fields} <= {*FIELDS}:
            return pages, chunks, fields
    raise FormError(f"{output}: an index of another form")

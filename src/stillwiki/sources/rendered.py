"""HTML that the wiki made itself of pages that need what cannot run here, beside the dump: `rendered/<page id>.html`.

Owns the format, for those who write the files and for those who read them. A page's id is a name that every file
system can hold, and a later revision takes the place of an earlier one, so a history of the folder shows what changed.
A file is a head, one fact a line, and after the line `<body>` what `action=parse` gave, byte for byte:

    <!doctype html>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <title>Full title</title>
    <meta name="revision" content="7">
    <meta name="categories" content="1">
    <meta name="category" content="Name" data-key="sort key">
    <body>
    <div class="mw-parser-output">…

The title is for people, the policy for those who open the file: nobody vouches for what is in it. Where the number of
categories is not told, the page's are those its wikitext gives. Refuses to judge the HTML: `wikitext/foreign` does.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from stat import S_ISREG

from stillwiki.diagnostics import LACKING, Diagnostic
from stillwiki.errors import SourceError
from stillwiki.model import Page, Rendering
from stillwiki.sources.wiki import Wiki

FOLDER = "rendered"
MAX_BYTES = 16 * 1024**2
"""Of one file: eight times what MediaWiki lets a page's text be."""
QUESTION: Mapping[str, str] = {
    "action": "parse",
    "prop": "text|categories|revid",
    "disableeditsection": "1",
    "disablelimitreport": "1",
    "disabletoc": "1",
    "format": "json",
    "formatversion": "2",
}
"""What to ask a wiki's API, beside `oldid`, the revision that the dump holds."""

_HEAD = """\
<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{title}</title>
<meta name="revision" content="{revision}">
{categories}<body>
"""
_BODY = "\n<body>\n"
_REVISION = re.compile(r'^<meta name="revision" content="(\d{1,19})">$', re.MULTILINE | re.ASCII)
_COUNT = re.compile(r'^<meta name="categories" content="\d+">$', re.MULTILINE | re.ASCII)
_CATEGORY = re.compile(r'^<meta name="category" content="([^"\n]*)" data-key="([^"\n]*)">$', re.MULTILINE)
_NUMBER = re.compile(r"[1-9]\d{0,18}", re.ASCII)


# -- writing ---------------------------------------------------------------------------------------


def rendering(answer: object) -> Rendering:
    """What a wiki answered to `QUESTION`; raises `SourceError` for what is no such answer."""
    parsed = answer.get("parse") if isinstance(answer, Mapping) else None
    text, revision = (parsed.get("text"), parsed.get("revid")) if isinstance(parsed, Mapping) else (None, None)
    if not isinstance(parsed, Mapping) or not isinstance(text, str) or not isinstance(revision, int) or revision < 1:
        raise SourceError("the answer to action=parse holds no text of a revision")
    listed = parsed.get("categories")
    if not isinstance(listed, list):
        return Rendering(revision, text)
    found = [(each.get("category"), each.get("sortkey", "")) for each in listed if isinstance(each, Mapping)]
    named = (
        (name.replace("_", " "), key) for name, key in found if isinstance(name, str) and name and isinstance(key, str)
    )
    return Rendering(revision, text, tuple(named))


def write(source: Path, page: int, title: str, made: Rendering) -> Path:
    """Put a rendering beside a source, in the place of an earlier one; gives the file.

    `page` is the page's id in the dump, `title` its full title. Raises `SourceError` where it cannot be written; the
    earlier file is there until the new one is whole.
    """
    folder = _folder(source)
    path = folder / f"{page}.html"
    fresh = folder / f".{page}.new"
    try:
        folder.mkdir(exist_ok=True)
        fresh.write_bytes(spelled(title, made).encode("utf-8", "replace"))
        fresh.replace(path)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    return path


def spelled(title: str, made: Rendering) -> str:
    """The text of a file."""
    categories = ""
    if made.categories is not None:
        lines = (f'<meta name="category" content="{_line(n)}" data-key="{_line(k)}">\n' for n, k in made.categories)
        categories = f'<meta name="categories" content="{len(made.categories)}">\n' + "".join(lines)
    return _HEAD.format(title=_line(title), revision=made.revision, categories=categories) + made.html


def _line(text: str) -> str:
    """Text for one line of the head; `unescape` reads it."""
    return escape(text).replace("\n", "&#10;").replace("\r", "&#13;")


def needed(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Full titles of the pages that need a rendering and have none of their revision, in order.

    `diagnostics` are those of a tree that was made (`pipeline.Tree`) with the renderings there were.
    """
    found = tuple(diagnostics)
    served = {each.page for each in found if each.code == "rendered-used"}
    return sorted({each.page for each in found if each.code in LACKING} - served)


def prune(source: Path, kept: Container[int]) -> None:
    """Remove the renderings of all pages but these (by id); raises `SourceError` where one cannot be removed."""
    for page, path in _files(_folder(source)).items():
        if page not in kept:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise SourceError(f"{path}: {error.strerror or error}") from error


# -- reading ---------------------------------------------------------------------------------------


def with_renderings(wiki: Wiki, source: Path) -> Wiki:
    """The wiki with the renderings that lie beside its source."""
    files = _files(_folder(source))
    if not files:
        return wiki
    found: list[Diagnostic] = []
    pages = tuple(_with_rendering(page, files[page.id], found) if page.id in files else page for page in wiki.pages)
    shown = {page.title.full for page in wiki.pages if page.id in files}
    digests = {full: digest for full, digest in wiki.digests.items() if full not in shown}
    return replace(wiki, pages=pages, diagnostics=(*wiki.diagnostics, *found), digests=digests)


def read(text: str) -> Rendering | None:
    """What a file holds; none where it has not the form."""
    head, mark, html = text.partition(_BODY)
    revision = _REVISION.search(head)
    if not mark or revision is None:
        return None
    told = _COUNT.search(head)
    categories = tuple((unescape(name), unescape(key)) for name, key in _CATEGORY.findall(head)) if told else None
    return Rendering(int(revision[1]), html, categories)


def _folder(source: Path) -> Path:
    return (source if source.is_dir() else source.parent) / FOLDER


def _files(folder: Path) -> Mapping[int, Path]:
    """The files of renderings, by page id; the ids of a source without ids are no ids."""
    if not folder.is_dir():
        return {}
    return {int(path.stem): path for path in folder.glob("*.html") if _NUMBER.fullmatch(path.stem)}


def _with_rendering(page: Page, path: Path, found: list[Diagnostic]) -> Page:
    """The page with its rendering, whose HTML is not kept where it is of another revision."""
    try:
        what = path.stat()
        fault = f"{what.st_size} bytes are too many" if what.st_size > MAX_BYTES else ""
        fault = fault if S_ISREG(what.st_mode) else "is no file"  # a pipe would be waited for
        made = None if fault else read(path.read_bytes().decode("utf-8", "replace"))
    except OSError as error:
        made, fault = None, error.strerror or str(error)
    if made is None:
        why = fault or "holds no rendering"
        found.append(Diagnostic("rendered-unreadable", page.title.full, 0, f"{FOLDER}/{path.name}: {why}"))
        return page
    return replace(page, rendering=made if made.revision == page.revision.id else Rendering(made.revision, ""))

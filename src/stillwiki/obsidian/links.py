"""Links: where a target leads from this page, and how that is written.

Owns display texts as Obsidian shows them, red links, and what is reported of a link. It refuses to
resolve: the view does.
"""

from __future__ import annotations

from stillwiki import names
from stillwiki.markdown import escape
from stillwiki.model import Elsewhere, Found, Missing
from stillwiki.notes import Destination, InVault, NoteLink
from stillwiki.obsidian import anchors
from stillwiki.obsidian.page import Page

_REPORTED = {
    "case": ("link-case", "found by its name in another case"),
    "alias": ("link-alias", "found by an alias alone, which Obsidian does not follow"),
}


def address(link: NoteLink, page: Page, at: int) -> str | None:
    """Relative address of a link, or None for a red one."""
    return _address(page.view.resolve(link.target), link, page, at)


def _address(found: Destination, link: NoteLink, page: Page, at: int) -> str | None:
    if isinstance(found, Missing):
        page.report("link-missing", at, f"[[{written(link)}]] leads to nothing")
        return None
    if isinstance(found, Elsewhere):
        return found.url or None
    if isinstance(found, Found):
        return names.relative(page.view.page, found.path, link.subpath or found.fragment)
    _tell(found, link, page, at)
    return names.relative(page.view.page, found.page, fragment(found, link, page, at))


def _tell(found: InVault, link: NoteLink, page: Page, at: int) -> None:
    if found.how in _REPORTED:
        code, what = _REPORTED[found.how]
        page.report(code, at, f"[[{written(link)}]] is {found.path}, {what}")
    elif found.candidates:
        page.report("link-ambiguous", at, f"[[{written(link)}]] is {found.path}", "also " + ", ".join(found.candidates))


def fragment(found: InVault, link: NoteLink, page: Page, at: int) -> str:
    """Id of the heading or block that a link names, empty for the top of the page."""
    if not link.subpath:
        return ""
    if not found.path.lower().endswith(".md"):
        return link.subpath if "=" in link.subpath else ""
    place = anchors.find(page.view.outline(found.path), link.subpath)
    if place is None:
        page.report("anchor-missing", at, f"[[{written(link)}]]: {found.path} has no such heading or block")
        return ""
    return place.id


def written(link: NoteLink) -> str:
    """A link as its author wrote it, without what it shows."""
    return f"{link.target}#{link.subpath}" if link.subpath else link.target


def display(link: NoteLink) -> str:
    """What Obsidian shows for a link without a text of its own."""
    target = link.target.removesuffix(".md")
    parts = [part.strip() for part in link.subpath.split("#") if part.strip()]
    return " > ".join([target, *parts] if target else parts)


def red(target: str) -> tuple[str, str]:
    """What stands around the text of a link to nothing."""
    name = escape.attribute(target)
    return f'<span class="new" title="{name}">', "</span>"


def around(link: NoteLink, page: Page, at: int) -> tuple[str, str]:
    """What stands around the text of a link: Markdown, a red link's element, or nothing where no one may be led."""
    found = page.view.resolve(link.target)
    if isinstance(found, Elsewhere) and not found.url:
        return "", ""
    url = _address(found, link, page, at)
    if url is None:
        return red(written(link))
    return "[", f"]({escape.address(url)})"

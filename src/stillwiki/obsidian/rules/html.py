"""HTML in notes: pictures and links of the vault become Markdown, which knows where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from stillwiki.markdown import escape
from stillwiki.notes import InVault
from stillwiki.obsidian import embeds, links
from stillwiki.obsidian.edits import Edit
from stillwiki.obsidian.elements import TAG, attributes_of, told
from stillwiki.obsidian.inline import Found
from stillwiki.obsidian.page import Page
from stillwiki.obsidian.registry import rule
from stillwiki.obsidian.scan import as_link, leads_elsewhere


@rule("html")
def element(found: Found, page: Page) -> Iterator[Edit]:
    """A tag, a comment, or an instruction."""
    match = TAG.fullmatch(found.parts[0])
    if match is None:
        return
    name, attributes = match[1].lower(), attributes_of(match[2])
    if name in ("img", "iframe") and (address := attributes.get("src")):
        yield Edit(found.start, found.end, shown(name, address, attributes, found, page))
    elif name == "a" and (address := attributes.get("href")) and not leads_elsewhere(address):
        end = page.made.text.find("</a>", found.end)
        if end >= 0 and "\n\n" not in page.made.text[found.end : end]:
            opening, closing = links.around(as_link(unquote(address), embed=False, line=0), page, found.start)
            yield Edit(found.start, found.end, opening)
            yield Edit(end, end + 4, closing)
    else:
        told(match, page, found.start)


def shown(name: str, address: str, attributes: dict[str, str], found: Found, page: Page) -> str:
    """A picture of the vault; what is on another host is a link, for nothing is fetched from there."""
    words = attributes.get("alt") or attributes.get("title") or ""
    if name == "iframe" or leads_elsewhere(address):
        return f"[{escape.text(words or address, line=True, link=True, cell=found.cell)}]({escape.address(address)})"
    link = as_link(unquote(address), embed=True, line=0)
    target = page.view.resolve(link.target)
    if not isinstance(target, InVault):
        return embeds.missing(link, "file-missing", page, found.start)
    sizes = [attributes[key].removesuffix("px") for key in ("width", "height") if key in attributes]
    size = ["x".join(sizes)] if sizes and all(value.isdecimal() for value in sizes) else []
    return embeds.picture(target, link, [*([words] if words else []), *size], page, cell=found.cell)

"""The facts of a page's infobox as data, for tools that read the tree.

Owns which template call of a page is its infobox: the first of the lead that is named so, or whose values the page
shows in an infobox (so a wiki may call its templates what it likes). Values are the page's own words without their
markup. It refuses to expand: what a template adds of itself is on the page, not in its data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from stillwiki import dom
from stillwiki.model import Site
from stillwiki.titles import FILE, Titles

if TYPE_CHECKING:
    from mwparserfromhell.nodes import Template
    from mwparserfromhell.nodes.extras import Parameter

MAX_FIELDS = 40
MAX_VALUE = 300
"""Characters of a field; what is longer is text, not a fact."""

MAX_LEAD = 20_000
"""Characters of a page that are looked at: its infobox stands at its head."""

_SHOWN = frozenset({"infobox", "mw-capiunto-infobox", "portable-infobox"})
"""Classes of infoboxes: of wikis by custom, of extensions by their code."""
_NAMED = re.compile(r"\{\{\s*(?:#invoke:\s*)?infobox", re.IGNORECASE)
_SECTION = re.compile(r"^==", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?\s*>", re.IGNORECASE)
_ASIDE = re.compile(r"<!--.*?-->|<ref\b[^<>]*?/>|<ref\b[^<>]*>.*?</ref\s*>", re.DOTALL | re.IGNORECASE)
"""Comments and notes."""
_EMPTY = re.compile(r"\|[^|={}\[\]<>]*=\s*(?=\||\}\})")
"""An argument that says nothing; to read it would cost as much as one that does."""
_MARKUP = re.compile(r"[\[{<&]|''|//")
_QUOTES = re.compile(r"'{2,}")
_EVIDENCE = 2
"""Values that a box must show to be the call's own; one may be there by chance."""


def infobox(text: str, html: str, tree: dom.Element, site: Site) -> dict[str, object] | None:
    """Template and fields of the first infobox of a page; nothing where it has none, or one without fields."""
    if "{{" not in text or ("infobox" not in html and not _NAMED.search(text)):
        return None
    import mwparserfromhell  # noqa: PLC0415  # a tenth of a second that pages without an infobox need not spend

    shown, titles = _shown_in(tree), site.titles()
    section = _SECTION.search(text, 0, MAX_LEAD)
    lead = _ASIDE.sub("", text[: section.start() if section else MAX_LEAD])
    lead = _EMPTY.sub("", _BREAK.sub("\n", lead))
    for call in mwparserfromhell.parse(lead, skip_style_tags=True).ifilter_templates(recursive=False):
        fields = dict(_fields(call, titles))
        if fields and (_NAMED.match(str(call)) or sum(value in shown for value in fields.values()) >= _EVIDENCE):
            return {"template": _plain(str(call.name)), "fields": fields}
    return None


def _shown_in(tree: dom.Element) -> str:
    """What the page's first infobox says, in one line."""
    boxes = (element for element in tree.elements("aside", "div", "table") if _SHOWN.intersection(element.classes()))
    box = next(boxes, None)
    return _plain(box.text()) if box else ""


def _fields(call: Template, titles: Titles) -> Iterator[tuple[str, str]]:
    """Named arguments that say something."""
    named = (argument for argument in call.params if argument.showkey)
    said = ((_plain(str(argument.name)), _value(argument, titles)) for argument in named)
    yield from [(name, value) for name, value in said if name and value][:MAX_FIELDS]


def _value(argument: Parameter, titles: Titles) -> str:
    """Plain text of a value; a picture is its name, a template its arguments, a list its items behind commas."""
    code, text = argument.value, str(argument.value)
    if not _MARKUP.search(text):
        return _cut(_items(text))
    for link in code.filter_wikilinks():
        title = titles.parse(str(link.title))
        if title is not None and title.namespace == FILE and not str(link.title).lstrip().startswith(":"):
            link.text = title.text
    return _cut(_items(_QUOTES.sub("", str(code.strip_code(keep_template_params=True)))))


def _items(text: str) -> str:
    """Lines as the items of a list."""
    items = (_plain(line.lstrip("*#:; ")) for line in text.split("\n"))
    return ", ".join(item for item in items if item)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1].rstrip() + "…"


def _plain(text: str) -> str:
    return " ".join(text.split())

"""The last gate: what may stand on a page, whatever its Markdown says.

A Python-Markdown extension, so that every renderer of the tree (MkDocs, Zensical, the conformance adapter)
passes through it. Owns the allow-list of the finished HTML, which is MediaWiki's, and what the dialect itself
makes. No page can run a script, load anything from another host, lie over the theme or take an id it uses; nor can
its table of contents, whose entries are written without passing here. It refuses to rewrite links or text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import nh3
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

from stillwiki.markdown import mathml

_TAGS = mathml.TAGS | set(
    "a abbr address area article aside audio b bdi bdo big blockquote br caption center cite code data dd del "
    "details dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li map mark "
    "nav ol p pre q rb rp rt rtc ruby s samp section small source span strike strong sub summary sup table tbody td "
    "tfoot th thead time tr track tt u ul var video wbr".split()
)
_CELL = {"abbr", "align", "bgcolor", "colspan", "headers", "height", "nowrap", "rowspan", "scope", "valign", "width"}
_MEDIA = {"controls", "height", "loop", "muted", "poster", "preload", "src", "width"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {
        "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "class", "data-search-exclude",
        "data-sort-type", "data-sort-value", "dir", "id", "lang", "role", "style", "title",
    },
    "a": {"href", "name", "rel"},
    "area": {"alt", "coords", "href", "shape"},
    "audio": _MEDIA,
    "blockquote": {"cite"},
    "br": {"clear"},
    "caption": {"align"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "div": {"align"},
    "font": {"color", "face", "size"},
    "hr": {"align", "noshade", "size", "width"},
    "img": {"align", "alt", "decoding", "height", "loading", "src", "usemap", "width"},
    "input": {"checked", "disabled"},
    "ins": {"cite", "datetime"},
    "li": {"type", "value"},
    "map": {"name"},
    "ol": {"reversed", "start", "type"},
    "p": {"align"},
    "q": {"cite"},
    "source": {"src", "type"},
    "span": {"data-linenos"},
    "table": {"align", "bgcolor", "border", "cellpadding", "cellspacing", "frame", "rules", "summary", "width"},
    "td": _CELL,
    "th": _CELL,
    "time": {"datetime"},
    "tr": {"align", "bgcolor", "valign"},
    "track": {"kind", "label", "src", "srclang"},
    "ul": {"type"},
    "video": _MEDIA,
    **{tag: set(mathml.ATTRIBUTES) for tag in mathml.TAGS},
}  # fmt: skip
_SCHEMES = set(
    "bitcoin ftp ftps geo git gopher http https irc ircs magnet mailto matrix mms news nntp sftp sip sips sms ssh svn "
    "tel telnet urn xmpp".split()
)
"""Those of MediaWiki's links; an address without a scheme is relative to the page."""
_SIDES = ("", "-top", "-right", "-bottom", "-left")
_STYLES = {
    *(f"{name}{side}" for name in ("border", "margin", "padding") for side in _SIDES),
    *(f"border{side}-{what}" for side in _SIDES for what in ("color", "style", "width")),
    *(f"border-{y}-{x}-radius" for y in ("top", "bottom") for x in ("left", "right")),
    *"""
    align-content align-items align-self aspect-ratio background background-color border-collapse border-radius
    border-spacing bottom box-decoration-break box-shadow box-sizing break-after break-before break-inside
    caption-side clear color column-count column-fill column-gap column-rule column-span column-width columns
    direction display empty-cells flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font
    font-family font-feature-settings font-size font-style font-variant font-weight gap grid grid-area
    grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-gap grid-row grid-template
    grid-template-areas grid-template-columns grid-template-rows height hyphens justify-content justify-items
    justify-self left letter-spacing line-height list-style list-style-position list-style-type margin-inline-end
    margin-inline-start max-height max-width
    min-height min-width object-fit object-position opacity order outline overflow overflow-wrap overflow-x
    overflow-y padding-inline-end padding-inline-start page-break-after page-break-before page-break-inside position
    quotes right row-gap tab-size
    table-layout text-align text-align-last text-decoration text-decoration-color text-decoration-line
    text-decoration-style text-indent text-overflow text-shadow text-transform text-wrap top transform
    transform-origin unicode-bidi vertical-align visibility white-space width word-break word-spacing word-wrap
    writing-mode z-index
    """.split(),
}
_UNSAFE_STYLE = re.compile(
    r"\\|/\*|<|@|url|image|expression|element\s*\(|cross-fade|src\s*\(|(?<![\w-])position\s*:(?!\s*(?:absolute|relative|static)\b)",
    re.IGNORECASE,
)
"""What loads, runs or hides from this pattern, and what would stand still while the page scrolls."""
_OTHER_HOST = re.compile(r"[\x00-\x20]*(?:[a-z][a-z0-9+.\-\x00-\x20]*:|[\\/][\x00-\x20]*[\\/])", re.IGNORECASE)
_THEME_CLASS = re.compile(r"(?<!\S)(?:md-|(?:annotate|mermaid|tabbed-set)(?!\S))")
"""Classes that the theme's script acts on: `mermaid` makes it fetch a program from another host."""
_FORMS = {"data-linenos": re.compile(r"[ \d]{1,12}", re.ASCII)}
"""What attributes may say that the theme shows: the number before a line of code."""
_LOADED = frozenset({"poster", "src"})
"""Attributes whose address is fetched without being asked."""


def _filter(tag: str, name: str, value: str) -> str | None:
    if form := mathml.LENGTH if name == "width" and tag in mathml.TAGS else _FORMS.get(name):
        return value if form.fullmatch(value) else None
    if name in _LOADED:
        return None if _OTHER_HOST.match(value) else value
    if name == "style":
        return None if _UNSAFE_STYLE.search(value) else value
    if name in ("id", "name"):  # the theme's own begin so
        return None if value.startswith("__") else value
    if name == "class" and _THEME_CLASS.search(value):
        return " ".join(word for word in value.split() if not _THEME_CLASS.match(word)) or None
    return value


_STAND_IN = "stillwiki-web-"
_WEB = {f'<a href="{scheme}://': f'<a href="{_STAND_IN}{scheme}:' for scheme in ("http", "https")}
"""nh3 drops an address whose host no parser of addresses accepts (`http://testing.123`). MediaWiki links it, and what
begins with `http://` is never a script, so the browser may judge it: nh3 sees it under a scheme without hosts."""


def _cleaner(schemes: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        link_rel=None,
        url_schemes=schemes,
        filter_style_properties=_STYLES,
    )


_CLEANER = _cleaner(_SCHEMES)
_WEB_CLEANER = _cleaner(_SCHEMES | {f"{_STAND_IN}http", f"{_STAND_IN}https"})
_FIELD = re.compile(r'<input(?![^>]* type="checkbox")[^>]*>')


def clean(html: str) -> str:
    """HTML with only what is allowed; of form fields, the boxes of tasks."""
    if _STAND_IN in html.lower():  # a page that writes it itself gains nothing by it
        html = _CLEANER.clean(html)
    else:
        for address, stand_in in _WEB.items():
            html = html.replace(address, stand_in)
        html = _WEB_CLEANER.clean(html)
        if _STAND_IN in html:
            html = html.replace(f"{_STAND_IN}http:", "http://").replace(f"{_STAND_IN}https:", "https://")
    return _FIELD.sub("", html) if "<input" in html else html


_ENDS_ATTRIBUTE = re.compile(r"[\s\"'<>&]")


def _settle_contents(tokens: Iterable[dict[str, Any]]) -> None:
    """Make ids in the table of contents addresses: themes write them into an attribute as they are."""
    for token in tokens:
        token["id"] = _ENDS_ATTRIBUTE.sub(lambda found: quote(found[0]), token["id"])
        _settle_contents(token["children"])


class Gate(Postprocessor):
    """Removes from an article's HTML what the allow-list does not name."""

    def run(self, text: str) -> str:
        """HTML with only what is allowed; text without tags or entities is the table of contents' and common."""
        _settle_contents(getattr(self.md, "toc_tokens", ()))
        return clean(text) if "<" in text or "&" in text else text


class GateExtension(Extension):
    """Puts the gate behind every other postprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the gate."""
        md.postprocessors.register(Gate(md), "stillwiki_gate", -100)


def makeExtension(**options: object) -> GateExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point that Python-Markdown looks for."""
    return GateExtension(**options)

"""What must not stand on a finished page, whatever the page says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tinycss2  # type: ignore[import-untyped]  # it has no stubs
from selectolax.lexbor import LexborHTMLParser, LexborNode

URLS = frozenset(
    "href src action formaction data poster cite background longdesc xlink:href srcset ping manifest codebase "
    "usemap icon dynsrc lowsrc classid profile archive from to values by content".split()
)
LOADED = frozenset("src srcset poster background data manifest dynsrc lowsrc".split())
BARRED = (
    "script, style, iframe, frame, frameset, object, embed, applet, form, base, meta, link, button, textarea, select, "
    "template, noscript, dialog, portal, svg:not(.md-icon), slot, plaintext, xmp, marquee, foreignObject, animate, "
    "input:not([type=checkbox]), [class~=mermaid], [class^=md-]:not(.md-icon), [srcdoc], [autofocus], [contenteditable]"
)
_RUNS = re.compile(r"(?:javascript|vbscript|livescript|data(?!:image/(?:png|gif|jpe?g|webp)[;,])|blob|filesystem):")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]{2}")
_STYLE = re.compile(
    r"url|image\(|image-set|expression|@import|behavior|-moz-binding|\\|/\*|fixed|sticky|--md-|src\(", re.IGNORECASE
)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b\ufeff]+")
_BASE = re.compile(r'"base":"[^"]*"|"base": "[^"]*"|new URL\("[^"]*",location\)|(?:\.\./)+|^\./|(?<=")/still/|^/still/')
_STUB_SCRIPT = ("assets/stillwiki/redirect.js", "")


@dataclass(frozen=True)
class Skin:
    """What a harmless page of the same site has: its scripts, and the ids of the theme."""

    scripts: tuple[tuple[str, str], ...]
    ids: dict[str, str]


def read(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def skin(path: Path) -> Skin:
    """What is the theme's on this page."""
    page = read(path)
    content = {node.attributes.get("id") for node in page.css("article [id]")}
    ids = {node.attributes["id"] or "": node.tag or "" for node in page.css("[id]")}
    return Skin(_scripts(page), {name: tag for name, tag in ids.items() if name not in content})


def _scripts(page: LexborHTMLParser) -> tuple[tuple[str, str], ...]:
    found = [node for node in page.css("script") if not _is_data(node)]
    return tuple((_BASE.sub("", node.attributes.get("src") or ""), _BASE.sub("", node.text())) for node in found)


def _is_data(node: LexborNode) -> bool:
    """What is told of a term to machines: JSON and nothing else."""
    if node.attributes != {"type": "application/ld+json"}:
        return False
    told = json.loads(node.text())
    return set(told) <= {"@context", "@type", "name", "description", "inDefinedTermSet", "url", "termCode", "@id"}


def findings(path: Path, harmless: Skin) -> Iterator[str]:
    """Everything on a built page that an attack has reached."""
    page = read(path)
    if page.css_first("article") is None:
        yield from _of_stub(page)
    else:
        if _scripts(page) != harmless.scripts:
            yield f"scripts {set(_scripts(page)) ^ set(harmless.scripts)}"
        yield from _of_article(page, harmless)
    yield from (f"{node.html[:120] if node.html else ''}" for node in page.css("base, body meta[http-equiv]"))
    if len(page.css("title")) != 1 + len(page.css("svg title")):
        yield "not one title"
    for node in page.css("*"):
        yield from _of_node(node)


def _of_article(page: LexborHTMLParser, harmless: Skin) -> Iterator[str]:
    ids = Counter(node.attributes.get("id") or "" for node in page.css("[id]"))
    tags = {node.attributes.get("id") or "": node.tag for node in page.css("[id]")}
    inside = {node.attributes.get("id") or "" for node in page.css("article [id]")}
    for name in ids.keys() | harmless.ids.keys():
        optional = name.startswith(("__toc", "__nav"))  # only the pages of the navigation have them
        if name in harmless.ids and not optional and (ids[name] != 1 or tags[name] != harmless.ids[name]):
            yield f"theme's id {name}: {ids[name]}"
        if name.startswith("__") and (ids[name] > 1 or name in inside):
            yield f"theme's id {name} in the article"
    if len(page.css("article")) != 1 or len(page.css("main")) != 1:
        yield "the article was closed"
    for node in page.css("article *"):
        name = node.attributes.get("name") or ""
        if name.startswith("__") or name in harmless.ids:
            yield f"theme's id as a name: {name}"
    yield from (f"<{node.tag}>: {(node.html or '')[:120]}" for node in page.css(f"article :is({BARRED})"))


def _of_stub(page: LexborHTMLParser) -> Iterator[str]:
    if any((source.removeprefix("/"), text) != _STUB_SCRIPT for source, text in _scripts(page)):
        yield f"scripts of a stub: {_scripts(page)}"
    yield from (f"<{node.tag}> in a stub" for node in page.css(f"body :is({BARRED})"))
    for node in page.css("[data-to], noscript"):
        address = node.attributes.get("data-to") or re.sub(r'.*content="0; url=|">$', "", node.inner_html or "")
        yield from _of_address("data-to", address)


def _of_node(node: LexborNode) -> Iterator[str]:
    for name, found in node.attributes.items():
        value = found or ""
        if name.startswith(("on", "_on")) or not re.fullmatch(r"[a-z][\w:.-]*", name, re.IGNORECASE):
            yield f"attribute {name}={value}"
        if name == "style" and _STYLE.search(value):
            yield f"style {value}"
        if name in URLS and not (node.tag == "meta" and name == "content"):
            yield from _of_address(name, value)
        if (name in LOADED or (node.tag == "link" and name == "href")) and _is_foreign(node, value):
            yield f"loads {name}={value}"


def _is_foreign(node: LexborNode, value: str) -> bool:
    return node.attributes.get("rel") != "canonical" and bool(_ELSEWHERE.match(_BLANKS.sub("", value).lower()))


def _of_address(name: str, value: str) -> Iterator[str]:
    if _RUNS.match(_BLANKS.sub("", value).lower()):
        yield f"address {name}={value}"


_RULES = frozenset({"keyframes", "media", "supports"})
_LOADS = re.compile(
    r"url|src|image|image-set|cross-fade|element|paint|expression|.*-moz-.*|.*-webkit-.*", re.IGNORECASE
)


def of_sheet(path: Path) -> Iterator[str]:
    """What in a style sheet of the wiki loads something, or is for more than the text of an article."""
    yield from of_css(path.read_text("utf-8"))


def of_css(text: str) -> Iterator[str]:
    """The same of a sheet's text."""
    work: list[Any] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    while work:
        rule = work.pop()
        if rule.type == "at-rule":
            if rule.lower_at_keyword not in _RULES or rule.content is None:
                yield f"@{rule.at_keyword}"
            elif rule.lower_at_keyword != "keyframes":
                work += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            elif not tinycss2.serialize(rule.prelude).strip().startswith("sheet-"):
                yield f"keyframes of the theme {tinycss2.serialize(rule.prelude)}"
        elif rule.type == "qualified-rule":
            yield from _of_selectors(rule.prelude)
        else:
            yield f"no rule: {rule.serialize()}"
        yield from _of_parts([*rule.prelude, *(rule.content or ())])


def _of_selectors(prelude: list[Any]) -> Iterator[str]:
    text = tinycss2.serialize([token for token in prelude if token.type not in ("[] block", "function")])
    for selector in text.split(","):
        before, scope, after = selector.partition(".md-typeset .mw-parser-output ")
        if not scope or not re.match(r"[^\s+~>]", after) or not re.fullmatch(r"\s*((html|body)[^~+>]*)?", before):
            yield f"selector {selector}"


def _of_parts(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("url", "bad-url", "bad-string", "error"):
            yield f"{token.type} {token.serialize()}"
        if token.type == "function" and _LOADS.fullmatch(token.name):
            yield f"function {token.name}"
        if token.type == "ident" and (token.lower_value in ("fixed", "behavior") or token.value.startswith("--md")):
            yield f"word {token.value}"
        yield from _of_parts(getattr(token, "content", None) or getattr(token, "arguments", None) or [])


def of_search(path: Path) -> Iterator[str]:
    """What in the search's index the theme would show as more than text: it writes titles and texts as HTML."""
    for entry in json.loads(path.read_text("utf-8"))["docs"]:
        if "<" in entry["title"] and not re.fullmatch(r"(?:[^<]|</?(?:code|em|strong|del|sub|sup)>)*", entry["title"]):
            yield f"title in the search: {entry['title']}"
        if _RUNS.match(entry["location"]) or "//" in entry["location"].partition("#")[0]:
            yield f"address in the search: {entry['location']}"
        for node in LexborHTMLParser(entry["title"] + entry["text"]).css("body *"):
            if node.attributes or node.tag not in _KEPT:
                yield f"markup in the search: {(node.html or '')[:120]}"


_KEPT = frozenset("p sup sub h1 h2 h3 h4 h5 h6 ul ol li pre code table thead tbody tr th td dl dt dd em strong".split())
"""Elements that the theme's search keeps, all of them without attributes."""

"""Names of pages, as magic words and as functions; titles taken apart and put together; addresses.

Rules: mediawiki.org, Help:Magic words (Page names, Namespaces, URL data), Help:Extension:ParserFunctions (#titleparts,
#rel2abs).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from stillwiki.titles import CANONICAL, FILE, SPECIAL, Namespace, Title
from stillwiki.wikitext.addresses import address, wiki_encode
from stillwiki.wikitext.expansion.calls import Call
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.languages.numbers import leading_integer
from stillwiki.wikitext.registry import function, variable
from stillwiki.wikitext.special_pages import SPECIAL_PAGES

_MAX_PARTS = 25
_MARKUP = re.compile(r"[\"'&=\[\]{|};<>]")
_AT_START = re.compile(r"^[*#:;\s]")
_MAGIC_LINK = re.compile(r"\b(RFC|PMID|ISBN)([ _])(?=\d)")


def _spaces(frame: Frame, title: Title) -> tuple[Namespace, Namespace | None, Namespace | None]:
    """A title's namespace, the subject's and the talk's."""
    spaces = frame.context.inventory.site.namespaces
    own = spaces.get(title.namespace) or Namespace(title.namespace, title.prefix)
    if title.namespace < 0:
        return own, own, None
    even = title.namespace & ~1
    return own, spaces.get(even), spaces.get(even + 1)


def _in_space(space: Namespace | None, text: str) -> str:
    if space is None:
        return ""
    return f"{space.name}:{text}" if space.name else text


def _pieces(frame: Frame, title: Title) -> list[str]:
    return title.text.split("/") if _spaces(frame, title)[0].subpages else [title.text]


_NAMES: dict[tuple[str, ...], Callable[[Frame, Title], str]] = {
    ("PAGENAME",): lambda _, t: t.text,
    ("FULLPAGENAME",): lambda _, t: t.full,
    ("BASEPAGENAME",): lambda f, t: "/".join(_pieces(f, t)[:-1]) or t.text,
    ("ROOTPAGENAME",): lambda f, t: _pieces(f, t)[0],
    ("SUBPAGENAME",): lambda f, t: _pieces(f, t)[-1],
    ("SUBJECTPAGENAME", "ARTICLEPAGENAME"): lambda f, t: _in_space(_spaces(f, t)[1], t.text),
    ("TALKPAGENAME",): lambda f, t: _in_space(_spaces(f, t)[2], t.text),
}
_SPACE_NAMES: dict[tuple[str, ...], Callable[[Frame, Title], str]] = {
    ("NAMESPACE",): lambda _, t: t.prefix,
    ("SUBJECTSPACE", "ARTICLESPACE"): lambda f, t: (_spaces(f, t)[1] or Namespace(0, "")).name,
    ("TALKSPACE",): lambda f, t: (_spaces(f, t)[2] or Namespace(0, "")).name,
}


def plain_name(text: str) -> str:
    """Names of pages are no wikitext: what would be markup at its place becomes a character reference."""
    text = _MARKUP.sub(_reference, text)
    text = _AT_START.sub(_reference, text)
    text = _MAGIC_LINK.sub(lambda m: f"{m[1]}&#{ord(m[2])};", text)
    return text.replace("__", "_&#95;").replace("://", "&#58;//")


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def page_title(call: Call) -> Title | None:
    """The title that a function is asked about; None for what is none."""
    title = call.context.inventory.titles.parse(call.first)
    return title if title is not None and (title.text or title.interwiki) else None


def _register() -> None:
    for names, name_of in {**_NAMES, **_SPACE_NAMES}.items():
        for name in names:
            for encoded in (False, True):
                spelled = name + "E" * encoded
                as_namespace = names in _SPACE_NAMES
                variable(spelled)(_of_page(name_of, encoded=encoded, markup=as_namespace))
                function(spelled)(_of_title(name_of, encoded=encoded, markup=as_namespace))


def _shown(text: str, *, encoded: bool, markup: bool) -> str:
    text = wiki_encode(text) if encoded else text
    return text if markup else plain_name(text)


def _of_page(name_of: Callable[[Frame, Title], str], *, encoded: bool, markup: bool) -> Callable[[Frame], str]:
    return lambda frame: _shown(name_of(frame, frame.context.title), encoded=encoded, markup=markup)


def _of_title(name_of: Callable[[Frame, Title], str], *, encoded: bool, markup: bool) -> Callable[[Call], str]:
    def value(call: Call) -> str:
        title = page_title(call)
        return _shown(name_of(call.frame, title), encoded=encoded, markup=markup) if title else ""

    return value


_register()


@variable("NAMESPACENUMBER")
def namespacenumber(frame: Frame) -> str:
    """Key of the page's namespace."""
    return str(frame.context.title.namespace)


@function("NAMESPACENUMBER")
def namespacenumber_of(call: Call) -> str:
    """`{{NAMESPACENUMBER: title}}`."""
    title = page_title(call)
    return str(title.namespace) if title else ""


@function("ns", "nse")
def ns(call: Call) -> str | None:
    """`{{ns: key or name}}`: what the wiki calls a namespace."""
    spaces = call.context.inventory.site.namespaces
    name = call.first.replace("_", " ").strip()
    if not name:
        return ""
    known = int(name) if re.fullmatch(r"-?\d{1,9}", name) else call.context.inventory.titles.namespace_key(name)
    if known is None:
        return None
    found = spaces[known].name if known in spaces else CANONICAL.get(known, "")
    return wiki_encode(found) if call.name.lower() == "nse" else found


# -- addresses --------------------------------------------------------------------------------------------------------


@function("localurl", "localurle", "fullurl", "fullurle", "canonicalurl", "canonicalurle")
def fullurl(call: Call) -> str | None:
    """Address of a page on the live wiki, with a query if one is given."""
    inventory = call.context.inventory
    title = inventory.titles.parse(call.first)
    name = call.name.lower()
    if title is None:
        return None if not call.first else call.source()
    found = address(title, call.arg(1), inventory, full=not name.startswith("local"))
    return escape(found) if name.endswith("e") else found


@function("filepath")
def filepath(call: Call) -> str:
    """Address of a file's bytes; none where the source does not hold it."""
    inventory = call.context.inventory
    title = inventory.titles.parse(call.first, FILE)
    if title is None or title.text not in inventory.media:
        return ""
    link = address(inventory.titles.make(SPECIAL, f"FilePath/{title.text}"), "", inventory, full=True)
    return link if "nowiki" not in call.args()[1:] else f"<nowiki>{link}</nowiki>"


@function("#special", "#speciale")
def special(call: Call) -> str:
    """`{{#special: name}}`: what the wiki calls a special page."""
    name, slash, rest = call.first.partition("/")
    known = SPECIAL_PAGES.get(name.replace(" ", "").replace("_", "").lower(), name) if name else "Badtitle"
    title = call.context.inventory.titles.make(SPECIAL, known + slash + rest)
    full = title.full
    return wiki_encode(full) if call.name.lower() == "#speciale" else full


# -- titles as paths --------------------------------------------------------------------------------------------------


@function("#titleparts")
def titleparts(call: Call) -> str:
    """`{{#titleparts: title | number of parts | first part}}`; negative numbers count from the end."""
    title = call.context.inventory.titles.parse(call.first)
    if title is None:
        return call.first
    parts = title.full.split("/", _MAX_PARTS - 1)
    count, first = leading_integer(call.arg(1)), leading_integer(call.arg(2))
    start = first - 1 if first > 0 else max(len(parts) + first, 0) if first < 0 else 0
    if count == 0:
        return "/".join(parts[start:])
    return "/".join(parts[start : start + count] if count > 0 else parts[start : max(len(parts) + count, start)])


@function("#rel2abs")
def rel2abs(call: Call) -> str:
    """`{{#rel2abs: path | base}}`: a path without `.` and `..`."""
    base = call.arg(1) or call.context.title.full
    path = re.sub(r"/+", "/", call.first.replace("\\", "/")).rstrip("/ ")
    if path in ("", "."):
        return base
    relative = path == ".." or path.startswith(("/", "./", "../"))
    full = re.sub(r"/{2,}", "/", f"{base}/{path}" if relative else path)
    parts: list[str] = []
    for part in full.strip("/").split("/"):
        if part != "..":
            parts += [part] if part != "." else []
        elif parts:
            parts.pop()
        else:
            return _above_root(full)
    return "/".join(parts)


def _above_root(path: str) -> str:
    what = f"Invalid depth in path: &quot;{escape(path)}&quot; (tried to access a node above the root node)."
    return f'<strong class="error">Error: {what}</strong>'

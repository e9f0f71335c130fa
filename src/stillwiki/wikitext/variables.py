"""Magic words: names of pages, facts of the site and the clock, and the functions that share their names.

Rules: mediawiki.org, Help:Magic words. The clock is the site's (`Site.now`), so a page renders the same every day.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from stillwiki.titles import CANONICAL, FILE, Namespace, Title
from stillwiki.wikitext.clock import Moment, parse_timestamp
from stillwiki.wikitext.expand import Call, Frame
from stillwiki.wikitext.functions import wiki_encode
from stillwiki.wikitext.numbers import format_number
from stillwiki.wikitext.registry import function, variable


def _parts(frame: Frame, title: Title) -> dict[str, str]:
    """The names of one page, by magic word."""
    spaces = frame.context.inventory.site.namespaces
    space = spaces.get(title.namespace) or Namespace(title.namespace, title.prefix)
    text = title.text
    pieces = text.split("/") if space.subpages else [text]
    even = title.namespace & ~1 if title.namespace >= 0 else title.namespace
    subject, talk = spaces.get(even), spaces.get(even + 1) if title.namespace >= 0 else None

    def named(other: Namespace | None) -> str:
        return (f"{other.name}:{text}" if other.name else text) if other else ""

    return {
        "PAGENAME": text,
        "FULLPAGENAME": title.full,
        "BASEPAGENAME": "/".join(pieces[:-1]) if len(pieces) > 1 else text,
        "ROOTPAGENAME": pieces[0],
        "SUBPAGENAME": pieces[-1],
        "NAMESPACE": title.prefix,
        "SUBJECTSPACE": subject.name if subject else title.prefix,
        "ARTICLESPACE": subject.name if subject else title.prefix,
        "TALKSPACE": talk.name if talk else "",
        "SUBJECTPAGENAME": named(subject),
        "ARTICLEPAGENAME": named(subject),
        "TALKPAGENAME": named(talk),
    }


_NAMES = ("PAGENAME", "FULLPAGENAME", "BASEPAGENAME", "ROOTPAGENAME", "SUBPAGENAME", "NAMESPACE", "SUBJECTSPACE",
          "ARTICLESPACE", "TALKSPACE", "SUBJECTPAGENAME", "ARTICLEPAGENAME", "TALKPAGENAME")  # fmt: skip


def _escape(text: str) -> str:
    """Names of pages are no wikitext: what would be markup at its place becomes an entity."""
    text = re.sub(r"[\"'&=\[\]{|}]|''", lambda m: "".join(f"&#{ord(c)};" for c in m[0]), text)
    text = re.sub(r"^[*#:;\s]", lambda m: f"&#{ord(m[0])};", text)
    return text.replace("__", "_&#95;").replace("://", "&#58;//")


def _register_names() -> None:
    def of_page(name: str, *, encoded: bool) -> Callable[[Frame], str]:
        def value(frame: Frame) -> str:
            text = _parts(frame, frame.context.title)[name]
            return wiki_encode(text) if encoded else _escape(text)

        return value

    def of_title(name: str, *, encoded: bool) -> Callable[[Call], str]:
        def value(call: Call) -> str:
            title = call.context.inventory.titles.parse(call.first)
            if title is None or not title.text:
                return ""
            text = _parts(call.frame, title)[name]
            return wiki_encode(text) if encoded else _escape(text)

        return value

    for name in _NAMES:
        for suffix, encoded in (("", False), ("E", True)):
            variable(name + suffix)(of_page(name, encoded=encoded))
            function((name + suffix).lower())(of_title(name, encoded=encoded))


_register_names()


@variable("NAMESPACENUMBER")
def namespacenumber(frame: Frame) -> str:
    """Key of the page's namespace."""
    return str(frame.context.title.namespace)


@function("ns", "nse")
def ns(call: Call) -> str:
    """`{{ns: key or English name}}`: what the wiki calls a namespace."""
    spaces = call.context.inventory.site.namespaces
    name = call.first.replace("_", " ")
    key = int(name) if re.fullmatch(r"-?\d+", name) else call.context.inventory.titles.namespace_key(name)
    if key is None or (key not in spaces and key not in CANONICAL):
        return f"[[:Template:Ns:{call.first}]]" if not call.first else ""
    found = spaces[key].name if key in spaces else CANONICAL[key]
    return wiki_encode(found) if call.name.lower() == "nse" else found


@variable("!")
def pipe(_frame: Frame) -> str:
    """A pipe that does not separate arguments."""
    return "|"


@variable("=")
def equals(_frame: Frame) -> str:
    """An equals sign that does not name an argument."""
    return "="


# -- the site ----------------------------------------------------------------------------------------------------------


def _site(name: str) -> Callable[[Frame], str]:
    return lambda frame: str(getattr(frame.context.inventory.site, name))


variable("SITENAME")(_site("name"))
variable("SERVER")(_site("server"))
variable("SCRIPTPATH")(_site("script_path"))
variable("CONTENTLANGUAGE", "CONTENTLANG", "PAGELANGUAGE")(_site("language"))
variable("SERVERNAME")(lambda frame: frame.context.inventory.site.server.partition("//")[2])
variable("CURRENTVERSION")(lambda frame: frame.context.inventory.site.generator.removeprefix("MediaWiki ").strip())
variable("ARTICLEPATH")(_site("article_path"))
variable("DIRECTIONMARK", "DIRMARK")(
    lambda frame: "\u200f" if frame.context.inventory.site.language in ("ar", "fa", "he", "ur", "yi") else "\u200e"
)


def _counted(name: str, key: str) -> None:
    def count(frame: Frame) -> str:
        return format_number(str(frame.context.inventory.counts[key]), frame.context.inventory.site.language)

    def count_raw(call: Call) -> str:
        number = str(call.context.inventory.counts[key])
        return number if call.first.upper() == "R" else format_number(number, call.context.inventory.site.language)

    variable(name)(count)
    function(name.lower())(count_raw)


for _name, _key in (("PAGES", "pages"), ("ARTICLES", "articles"), ("FILES", "files"), ("EDITS", "edits"),
                    ("USERS", "users")):  # fmt: skip
    _counted("NUMBEROF" + _name, _key)


@function("localurl", "localurle", "fullurl", "fullurle", "canonicalurl", "canonicalurle")
def localurl(call: Call) -> str:
    """Address of a page on the live wiki, with a query if one is given."""
    site = call.context.inventory.site
    title = call.context.inventory.titles.parse(call.first)
    if title is None:
        return call.first
    query = call.arg(1)
    name = wiki_encode(title.full)
    path = f"{site.script_path}/index.php?title={name}&{query}" if query else site.article_path.replace("$1", name)
    full = not call.name.lower().startswith("local")
    if title.interwiki:
        return site.interwiki[title.interwiki].replace("$1", wiki_encode(title.text)) + (f"?{query}" if query else "")
    return (site.server if full else "") + path


# -- the page ------------------------------------------------------------------------------------------------------------

variable("PAGEID")(lambda frame: str(frame.context.page.id or ""))
variable("REVISIONID")(lambda frame: str(frame.context.page.revision.id or ""))
variable("REVISIONUSER")(lambda frame: frame.context.page.revision.author)
variable("REVISIONSIZE")(lambda frame: str(len(frame.context.page.text.encode())))


@function("pagesize")
def pagesize(call: Call) -> str:
    """Bytes of a page's source."""
    title = call.context.inventory.titles.parse(call.first)
    text = call.context.inventory.text(title.full) if title else None
    number = str(len((text or "").encode()))
    return number if call.arg(1).upper() == "R" else format_number(number, call.context.inventory.site.language)


@function("defaultsort", "defaultsortkey", "defaultcategorysort")
def defaultsort(call: Call) -> str:
    """`{{DEFAULTSORT: key}}`: what categories sort the page by."""
    if call.first and not (call.context.default_sort and call.arg(1).lower() == "noreplace"):
        call.context.default_sort = call.first
    return ""


@function("displaytitle")
def displaytitle(call: Call) -> str:
    """`{{DISPLAYTITLE: wikitext}}`: how the page's title is shown; block markup is refused by the sanitiser."""
    if call.first and not (call.context.display_title and call.arg(1).lower() == "noreplace"):
        call.context.display_title = call.first
    return ""


@function("int")
def int_(call: Call) -> str:
    """`{{int: message}}`: a message of the interface, where the wiki has its own text for it."""
    titles = call.context.inventory.titles
    title = titles.make(8, call.first[:1].upper() + call.first[1:])
    own = call.context.inventory.text(title.full)
    if own is None:
        return f"⧼{call.first}⧽"
    for number, value in enumerate(call.args()[1:], 1):
        own = own.replace(f"${number}", value)
    return own


@function("filepath")
def filepath(call: Call) -> str:
    """Address of a file's bytes; none where the source does not hold it."""
    title = call.context.inventory.titles.parse(call.first, FILE)
    if title is None or title.text not in call.context.inventory.media:
        return ""
    return call.context.inventory.site.server + "/wiki/Special:FilePath/" + wiki_encode(title.text)


@function("#language")
def language(call: Call) -> str:
    """Name of a language in itself, for the few that need no table; else the code."""
    return {"en": "English", "de": "Deutsch", "fr": "français", "es": "español"}.get(call.first.lower(), call.first)


# -- the clock -----------------------------------------------------------------------------------------------------------


def _clock(now: Callable[[Frame], str], prefix: str) -> None:
    def show(form: Callable[[Moment], str]) -> Callable[[Frame], str]:
        return lambda frame: form(parse_timestamp(now(frame)))

    for name, form in _CLOCK.items():
        variable(prefix + name)(show(form))


_CLOCK: dict[str, Callable[[Moment], str]] = {
    "YEAR": lambda t: str(t.year), "MONTH": lambda t: f"{t.month:02}", "MONTH2": lambda t: f"{t.month:02}",
    "MONTH1": lambda t: str(t.month), "MONTHNAME": lambda t: t.month_name, "MONTHNAMEGEN": lambda t: t.month_name,
    "MONTHABBREV": lambda t: t.month_name[:3], "DAY": lambda t: str(t.day), "DAY2": lambda t: f"{t.day:02}",
    "DOW": lambda t: str(t.day_of_week), "DAYNAME": lambda t: t.day_name, "WEEK": lambda t: str(t.week),
    "TIME": lambda t: f"{t.hour:02}:{t.minute:02}", "HOUR": lambda t: f"{t.hour:02}",
    "TIMESTAMP": lambda t: t.digits,
}  # fmt: skip
_clock(lambda frame: frame.context.inventory.site.now, "CURRENT")
_clock(lambda frame: frame.context.inventory.site.now, "LOCAL")
_clock(lambda frame: frame.context.page.revision.timestamp, "REVISION")

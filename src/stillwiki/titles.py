"""MediaWiki's rules for titles: one normal form for each page, and what can never be a page.

Rules: mediawiki.org, Manual:Page title and Help:Namespaces. The namespaces of a wiki come from its
siteinfo; the canonical English names always work beside them. Total: an impossible title is `None`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from stillwiki.entities import decode
from stillwiki.records import compact

MAX_BYTES = 255
"""Longest title without its namespace, in bytes of UTF-8."""

MAIN, USER, PROJECT, FILE, MEDIAWIKI, TEMPLATE, HELP, CATEGORY, MODULE = 0, 2, 4, 6, 8, 10, 12, 14, 828
MEDIA, SPECIAL = -2, -1

CANONICAL = {
    -2: "Media", -1: "Special", 0: "", 1: "Talk", 2: "User", 3: "User talk", 4: "Project", 5: "Project talk",
    6: "File", 7: "File talk", 8: "MediaWiki", 9: "MediaWiki talk", 10: "Template", 11: "Template talk",
    12: "Help", 13: "Help talk", 14: "Category", 15: "Category talk", 828: "Module", 829: "Module talk",
}  # fmt: skip
ALIASES = {"Image": 6, "Image talk": 7}
NO_SUBPAGES = frozenset({MAIN, FILE, CATEGORY, SPECIAL, MEDIA})
"""Core namespaces where `/` has no meaning unless the wiki switches it on."""

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e]")
_SPACES = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_ILLEGAL = re.compile(
    r"[\x00-\x1f#<>\[\]{|}\x7f\ufffd]|%[0-9A-Fa-f]{2}|&[A-Za-z0-9\u0080-\U0010ffff]+;|&#[0-9]+;|&#x[0-9A-Fa-f]+;|~~~"
)
_PLAIN = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
"""A title that no rule but that of the first letter is about, as most are."""
_RELATIVE = re.compile(r"(?:^|/)\.\.?(?:/|$)")


@dataclass(frozen=True, slots=True)
class Namespace:
    """One namespace of a wiki; `name` as the wiki shows it, without underscores."""

    key: int
    name: str
    case_sensitive: bool = False
    subpages: bool = False

    @property
    def canonical(self) -> str:
        """English name, which every MediaWiki understands; extension namespaces have only their own."""
        return CANONICAL.get(self.key, self.name)


@compact
@dataclass(frozen=True, slots=True)
class Title:
    """A normalised title: spaces for underscores, first letter as the namespace asks."""

    namespace: int
    text: str
    """Without namespace and fragment."""
    prefix: str
    """Name of the namespace as the wiki shows it; empty for articles."""
    fragment: str = ""
    interwiki: str = ""
    """Prefix of another wiki, lower case; then `namespace` is 0 and `text` is that wiki's business."""

    @property
    def full(self) -> str:
        """`Namespace:Text`, the key of a page everywhere in Stillwiki."""
        name = f"{self.prefix}:{self.text}" if self.prefix else self.text
        return f"{self.interwiki}:{name}" if self.interwiki else name

    @property
    def underscored(self) -> str:
        """The full title as it stands in an address."""
        return self.full.replace(" ", "_")


def upper_first(text: str) -> str:
    """First letter in upper case where that is one letter (ß, ŉ and Georgian letters stay as they are)."""
    first = text[:1]
    upper = first.upper()
    if len(upper) != 1 or "\u10d0" <= first <= "\u10ff":
        return text
    return upper + text[1:]


def lower_first(text: str) -> str:
    """First letter in lower case."""
    return text[:1].lower() + text[1:]


def default_namespaces(project: str = "Project") -> dict[int, Namespace]:
    """The namespaces of a fresh English wiki."""
    names = CANONICAL | {4: project, 5: f"{project} talk"}
    return {key: Namespace(key, name, subpages=key not in NO_SUBPAGES) for key, name in names.items()}


@dataclass(frozen=True)
class Titles:
    """The title rules of one wiki."""

    namespaces: Mapping[int, Namespace]
    aliases: Mapping[str, int] = field(default_factory=dict)
    """Further names of namespaces, as people write them."""
    interwiki: Iterable[str] = ()
    """Prefixes of other wikis."""
    local_interwiki: Iterable[str] = ()
    """Prefixes that lead back to this wiki."""
    main_page: str = "Main Page"
    """Where such a prefix leads when nothing follows it."""

    def __post_init__(self) -> None:
        names: dict[str, int] = {}
        for table in (CANONICAL.items(), ((n.key, n.name) for n in self.namespaces.values())):
            names.update((_name(name), key) for key, name in table if name and key in self.namespaces)
        extra = {**ALIASES, **self.aliases}
        names.update((_name(name), key) for name, key in extra.items() if _name(name) not in names)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_foreign", frozenset(p.lower() for p in self.interwiki))
        object.__setattr__(self, "_local", frozenset(p.lower() for p in self.local_interwiki))
        object.__setattr__(self, "parse", lru_cache(maxsize=65536)(self._parse))

    _names: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _foreign: frozenset[str] = field(init=False, repr=False, compare=False)
    _local: frozenset[str] = field(init=False, repr=False, compare=False)

    def parse(self, text: str, default: int = MAIN) -> Title | None:  # replaced by its cached self
        """Normalise what stands in a link; `default` is the namespace of a title without one."""
        return self._parse(text, default)

    def __reduce__(self) -> tuple[type[Titles], tuple[object, ...]]:
        return (
            Titles,
            (self.namespaces, self.aliases, tuple(self.interwiki), tuple(self.local_interwiki), self.main_page),
        )

    def namespace_key(self, name: str) -> int | None:
        """Key of a namespace by any of its names."""
        return self._names.get(_name(name))

    def make(self, namespace: int, text: str, fragment: str = "") -> Title:
        """A title in a known namespace, its first letter as that asks; `text` is taken to be legal."""
        space = self.namespaces.get(namespace) or Namespace(namespace, CANONICAL.get(namespace, ""))
        return Title(namespace, text if space.case_sensitive else upper_first(text), space.name, fragment)

    def _parse(self, text: str, default: int = MAIN) -> Title | None:
        if len(text) <= MAX_BYTES and _PLAIN.fullmatch(text):
            return self.make(default, text)
        text = _SPACES.sub(" ", _BIDI.sub("", decode(text))).strip(" ")
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        namespace, interwiki, text = self._prefixes(text, default)
        if namespace is None:
            return None
        text, mark, fragment = text.partition("#")
        text, fragment = text.rstrip(" "), fragment.strip(" ")
        if interwiki:
            return None if _ILLEGAL.search(text) else Title(MAIN, text, "", fragment, interwiki)
        if not text:
            return Title(MAIN, "", "", fragment) if mark and namespace == MAIN else None
        longest = 2 * MAX_BYTES + 2 if namespace == SPECIAL else MAX_BYTES
        long = len(text.encode("utf-8", "surrogatepass")) > longest
        if long or text[0] == ":" or _ILLEGAL.search(text) or _RELATIVE.search(text):
            return None
        return self.make(namespace, text, fragment)

    def _prefixes(self, text: str, default: int) -> tuple[int | None, str, str]:
        """Split off namespace or interwiki prefix; namespace `None` says that the title is impossible."""
        if text.startswith(":"):
            default, text = MAIN, text[1:].lstrip(" ")
        head, mark, rest = text.partition(":")
        if not mark or "#" in head:
            return default, "", text
        name, rest = head.rstrip(" "), rest.lstrip(" ")
        key = self._names.get(_name(name))
        if key is not None:
            if key == 1 and self._is_prefix(rest):
                return None, "", rest
            return key, "", rest
        lower = name.lower()
        if lower in self._local:
            return self._prefixes(rest or self.main_page, MAIN)
        if lower in self._foreign:
            return MAIN, lower, rest
        return default, "", text

    def _is_prefix(self, rest: str) -> bool:
        head, mark, _ = rest.partition(":")
        return bool(mark) and (_name(head) in self._names or head.strip().lower() in self._foreign)


def _name(name: str) -> str:
    return name.replace("_", " ").strip(" ").lower()

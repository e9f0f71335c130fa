"""All that one page may ask about the others: where links lead, who is in a category, who links here.

Built once, sequentially, from the inventory and from the facts of every scanned page; read-only afterwards.
Answers are values, never pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, unquote

from stillwiki import names
from stillwiki.entries import NOTE, Entry, Member, note_name
from stillwiki.kept import packed, unpacked
from stillwiki.model import Elsewhere, Facts, Found, Link, Missing, Site, Target
from stillwiki.titles import CATEGORY, FILE, MEDIA, SPECIAL

_DOTTED = re.compile(r"\.([0-9A-F]{2})")
"""How MediaWiki encoded anchors before 2017."""

MAX_REDIRECTS = 5
"""Redirects are followed to their end, so that no reader is sent round twice; MediaWiki itself follows one."""

Answer = TypeVar("Answer")


class known_property(cached_property[Answer]):  # noqa: N801  # as that one is
    """A property that follows from the rest of an index, and may be known from another of the same."""

    if not TYPE_CHECKING:  # which knows this one as it knows the other

        def __get__(self, index: Index | None, owner: type | None = None) -> object:
            """The value."""
            if index is not None and self.attrname in index.known:
                return vars(index).setdefault(self.attrname, unpacked(index.known[self.attrname]))
            return super().__get__(index, owner)


@dataclass(frozen=True)
class Index:
    """The read-only view that `convert` and `weave` get."""

    site: Site
    entries: Mapping[str, Entry]
    """Every page of the source by full title."""
    facts: Mapping[str, Facts]
    """What the scan found, for pages of the tree and for redirects."""
    specials: Mapping[str, str] = field(default_factory=dict)
    """Path of each special page that the weave makes, by its English name without namespace, lower case."""
    media: Mapping[str, str] = field(default_factory=dict)
    """Path in the tree of every file whose bytes the source holds, by its title without namespace."""
    stub_paths: Mapping[str, str] = field(default_factory=dict)
    """Path of each redirect, by full title, as if it were a page (`wiki/SAE.md`): its stub stands at that address."""

    note_titles: Mapping[str, str] = field(default_factory=dict)
    """Note for each title that only a note has, by the full title that a page of the wiki would have."""

    companions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """For an article and a note of one title: the other's full title, and the other's definition where it has one."""
    tags: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """By tag in lower case: its spelling, and the full titles of its notes."""

    known: Mapping[str, bytes] = field(default_factory=dict, init=False, compare=False)
    """What was worked out from an index of the same, by name and packed: most runs ask for little of it."""

    def worked_out(self) -> dict[str, bytes]:
        """What follows from all the rest and was asked for: to be given to an index of the same as `known`."""
        return {name: packed(vars(self)[name]) for name in vars(self).keys() - {each.name for each in fields(self)}}

    @known_property
    def redirects(self) -> Mapping[str, Link]:
        """Target of every redirect, by full title."""
        return {full: facts.redirect for full, facts in self.facts.items() if facts.redirect is not None}

    def target(self, title: str, fragment: str = "") -> tuple[str, str]:
        """Title and fragment at the end of a chain of redirects; a link's own fragment wins."""
        for _ in range(MAX_REDIRECTS):
            redirect = self.redirects.get(title)
            if redirect is None:
                break
            title, fragment = redirect.title, fragment or redirect.fragment
        return title if title in self.entries else self.note_titles.get(title, title), fragment

    def resolve(self, title: str, fragment: str = "") -> Target:
        """Where a link to a full title of this wiki leads."""
        title, fragment = self.target(title, fragment)
        entry = self.entries.get(title)
        if entry is not None and entry.path:
            return Found(entry.path, title, fragment)
        if title in self.category_names:
            return Found(self.category_paths[title], title, fragment)
        special = self._special(title)
        if special is not None:
            return special
        if entry is not None and title not in self.redirects:
            return Elsewhere(self.live(title), title)
        head, _, name = title.partition(":")
        if name in self.media and head == self.site.namespaces[FILE].name:
            return Found(self.media[name], title)  # a file that nobody described: the file itself
        return self._other_wiki(title) or Missing(title)

    def _other_wiki(self, title: str) -> Elsewhere | None:
        """Where a redirect to another wiki ends; plain links to other wikis never come here."""
        prefix, _, page = title.partition(":")
        address = self.site.interwiki.get(prefix, "")
        return Elsewhere(address.replace("$1", quote(page.replace(" ", "_"))), title) if address and page else None

    def _special(self, title: str) -> Target | None:
        head, _, name = title.partition(":")
        if head not in self._special_names or not name:
            return None
        path = self.specials.get(name.partition("/")[0].replace(" ", "").lower())
        return Found(path, title) if path else Elsewhere(self.live(title), title)

    @cached_property
    def _special_names(self) -> frozenset[str]:
        return frozenset(space.name for key, space in self.site.namespaces.items() if key in (SPECIAL, MEDIA))

    def live(self, title: str) -> str:
        """Address of a page on the live wiki, or nothing when the wiki's address is unknown."""
        if not self.site.server:
            return ""
        page = quote(title.replace(" ", "_"), safe="/:@!$()*,;~'")
        return self.site.server + self.site.article_path.replace("$1", page)

    def anchors(self, title: str) -> frozenset[str]:
        """Ids on a page."""
        facts = self.facts.get(title)
        return facts.anchors if facts else frozenset()

    def anchor(self, title: str, fragment: str) -> str:
        """The id on a page that a fragment means, or nothing: blanks count as `_`, old encodings are understood."""
        known = self.anchors(title)
        spelled = (fragment, fragment.replace(" ", "_"), unquote(fragment), unquote(re.sub(_DOTTED, r"%\1", fragment)))
        return next((form for form in spelled if form in known), "")

    def label(self, title: str) -> str:
        """A full title as readers know it: a note by its name."""
        return note_name(title) or title

    def shown(self, title: str) -> str:
        """How a title is shown in lists: without its namespace for categories, by its name for a note."""
        if name := note_name(title):
            return name
        entry = self.entries.get(title)
        if entry is None and title in self.category_names:
            return title.partition(":")[2]
        return entry.title.text if entry and entry.title.namespace == CATEGORY else title

    @known_property
    def _members(self) -> Mapping[str, tuple[Member, ...]]:
        found: dict[str, list[Member]] = defaultdict(list)
        for full, facts in self.facts.items():
            entry = self.entries.get(full)
            if entry is None or not entry.path:
                continue
            for category in facts.categories:
                key = category.sort_key or (self.label(full) if entry.title.namespace == NOTE else entry.title.text)
                found[self.target(category.name)[0]].append(Member(entry.title, key))
        return {name: tuple(sorted(set(group), key=Member.order)) for name, group in found.items()}

    def members(self, category: str) -> tuple[Member, ...]:
        """Everything in a category, in the order of the sort keys; subcategories and files included."""
        return self._members.get(category, ())

    def subcategories(self, category: str) -> tuple[Member, ...]:
        """The categories in a category."""
        return tuple(m for m in self.members(category) if m.title.namespace == CATEGORY)

    def pages(self, category: str) -> tuple[Member, ...]:
        """The members that are neither categories nor files."""
        return tuple(m for m in self.members(category) if m.title.namespace not in (CATEGORY, FILE))

    def files(self, category: str) -> tuple[Member, ...]:
        """The files in a category."""
        return tuple(m for m in self.members(category) if m.title.namespace == FILE)

    @known_property
    def category_names(self) -> frozenset[str]:
        """Categories that have a page, members, or both."""
        with_text = (full for full, e in self.entries.items() if e.title.namespace == CATEGORY and e.path)
        return frozenset(self._members) | frozenset(with_text)

    @known_property
    def category_paths(self) -> Mapping[str, str]:
        """Path of every category's page, also of those that have members but no text."""
        titles = self.site.titles()
        bare = [t for n in sorted(self.category_names) if n not in self.entries and (t := titles.parse(n))]
        known = [e.title for full, e in self.entries.items() if e.path or full in self.stub_paths]
        made = names.paths([*known, *bare]) if bare else {}
        return {n: e.path if (e := self.entries.get(n)) and e.path else made.get(n, "") for n in self.category_names}

    @known_property
    def style_paths(self) -> Mapping[tuple[str, str], str]:
        """Path of every style sheet that a page uses, by its page's full title and what it is bound to."""
        used = {(sheet.title, sheet.within) for facts in self.facts.values() for sheet in facts.styles}
        return names.style_paths((self.entries[full].title, within) for full, within in sorted(used))

    def hidden(self, category: str) -> bool:
        """Whether the category's page says `__HIDDENCAT__`."""
        facts = self.facts.get(category)
        return bool(facts and facts.hidden_category)

    def parents(self, title: str) -> tuple[str, ...]:
        """Categories a page is in, in the page's own order."""
        facts = self.facts.get(title)
        return tuple(dict.fromkeys(c.name for c in facts.categories)) if facts else ()

    @known_property
    def _links(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, int]]:
        own: dict[str, dict[str, None]] = defaultdict(dict)
        through: Counter[str] = Counter()
        for full, facts in sorted(self.facts.items()):
            for link in facts.links:
                target = self.target(link.title)[0]
                if target == full:
                    continue
                if not link.own:
                    through[target] += 1
                elif (entry := self.entries.get(full)) and entry.path:
                    own[target][full] = None
        return {target: tuple(sources) for target, sources in own.items()}, through

    def backlinks(self, title: str) -> tuple[str, ...]:
        """Pages of the tree that link here by their own text, in order of title; nobody reads a redirect."""
        return self._links[0].get(title, ())

    def template_links(self, title: str) -> int:
        """How many links come here through templates."""
        return self._links[1].get(title, 0)

    @known_property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Redirects to each page, by full title."""
        found: dict[str, list[str]] = defaultdict(list)
        for full in sorted(self.redirects):
            found[self.target(full)[0]].append(full)
        return {target: tuple(group) for target, group in found.items()}

    @known_property
    def wanted(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Titles that are linked but missing, with the pages that link them, most wanted first."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for full, facts in sorted(self.facts.items()):
            for link in facts.links:
                target = self.resolve(link.title)
                if isinstance(target, Missing):
                    found[target.title][full] = None
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return tuple((title, tuple(sources)) for title, sources in ranked)


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """One page's view of the index: what the Markdown writer asks."""

    path: str
    index: Index

    def link(self, title: str, fragment: str) -> Target:
        """Where a link to a full title of this wiki leads; to the top of the page if the section does not exist."""
        target = self.index.resolve(title, fragment)
        if isinstance(target, Found) and target.fragment:
            return Found(target.path, target.title, self.index.anchor(target.title, target.fragment))
        return target

    def file(self, name: str) -> str | None:
        """Path of a file's bytes in the tree."""
        return self.index.media.get(name)


def shown_titles(index: Index, titles: Iterable[str]) -> list[dict[str, str]]:
    """Links as front matter holds them: title and address under the site's root; missing ones are left out."""
    found = ((title, index.resolve(title)) for title in titles)
    return [
        {"title": index.shown(title), "url": names.address(target.path)}
        for title, target in found
        if isinstance(target, Found)
    ]

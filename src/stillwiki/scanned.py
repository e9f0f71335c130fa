"""What the scans of all pages found, and what index and inventory have of them.

Owns the two scans (`pipeline` says why there are two) and the index between them. An index whose pages say what they
said is taken as it was worked out the last time. Refuses to know notes, and what becomes of the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stillwiki import names
from stillwiki.entries import Entry
from stillwiki.index import Index
from stillwiki.inventory import Inventory
from stillwiki.memory import Mapper, Memory, Phase, World
from stillwiki.model import Facts, Page
from stillwiki.pagewise import SCAN
from stillwiki.recalled import Recalled
from stillwiki.titles import Title
from stillwiki.tracing import CLOCKS, Question, digest
from stillwiki.weave import special

HOME = "index.md"
_OF_ONE_PAGE = frozenset({"pages", "exists", "text", "redirect", "redirect_link"})
"""What may be asked of an inventory that one page alone answers: the one that the question names."""


class Lean(Mapping[str, Facts]):
    """What pages may ask of one another: all but the HTML, which only a page itself needs."""

    def __init__(self, first: Recalled[Facts], again: Mapping[str, Facts]) -> None:
        """Of the first scan; of the second one what it found anew, its links and categories staying the first's."""
        self._first, self._again = first, again
        self._known: dict[str, Facts] = {}

    def __getitem__(self, full: str) -> Facts:
        if full not in self._known:
            facts = self._first[full]
            if full in self._again:
                facts = replace(self._again[full], links=facts.links, categories=facts.categories)
            self._known[full] = replace(facts, html="")
        return self._known[full]

    def __contains__(self, full: object) -> bool:
        return full in self._first

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


@dataclass(frozen=True)
class Scanned:
    """Inventory and index once all is scanned."""

    held: Inventory
    index: Index
    key: bytes
    """Digest of all that decides the index."""
    digests: Mapping[str, bytes]
    """Of what the scan of each page found, its HTML included."""
    first: Recalled[Facts]
    again: Recalled[Facts]
    anew: bool
    """Whether what follows from the index is not known yet."""

    def text(self, full: str) -> bytes:
        """A page's HTML, which is given out once."""
        scan = self.again if full in self.again else self.first
        facts = scan[full]
        scan.lighten(full, replace(facts, html=""))
        return facts.html.encode("utf-8", "surrogatepass")


def scan(
    held: Inventory, chosen: list[str], memory: Memory, mapping: Callable[[str, int], Mapper], made: Mapping[str, bytes]
) -> Scanned:
    """Scan the `chosen` pages; `made` are digests of all pages, `mapping` gives the mapper of a phase of so many."""

    def recall(name: str, world: Inventory, pages: list[str]) -> Recalled[Facts]:
        keys = {full: made[full] for full in pages}
        phase: Phase[Page, Facts] = Phase(name, SCAN, _lean, _scope)
        return memory.recall(phase, World(world, made), keys, world.pages.__getitem__, mapping(name, len(keys)))

    first = recall("scan", held, chosen)
    facts = Lean(first, {})
    told = "\n".join(f"{full}\t{page.id}" for full, page in held.pages.items())
    key = digest((told, "\n".join(first), b"".join(first.told.values()), sorted(held.media)))
    known = memory.kept("first index", key)
    if known is None:
        index = build_index(held, facts)
        counts = article_count(held, index), category_counts(index)
        asking = [full for full, found in facts.items() if found.asked_counts]
        memory.keep(
            "first index", key, ([each.path for each in index.entries.values()], index.stub_paths, counts, asking)
        )
    else:
        paths, stub_paths, counts, asking = known
        placed = zip(held.pages.items(), paths, strict=True)
        entries = {full: Entry(page.title, path, page.id) for (full, page), path in placed}
        index = Index(held.site, entries, facts, special.paths(), names.media_paths(held.media), stub_paths)
    counted = replace(held, article_count=counts[0], category_counts=counts[1])
    again = recall("recount", counted, asking) if asking else Recalled("recount", None)
    key = digest((key, again.told))
    if asking:
        index = replace(index, facts=Lean(first, again))
    worked_out = memory.kept("index", key)
    vars(index)["known"] = worked_out or {}
    digests = {**first.digests, **again.digests}
    return Scanned(counted, index, key, digests, first, again, anew=worked_out is None)


def keep(scanned: Scanned, memory: Memory) -> None:
    """Keep what was worked out from the index."""
    if scanned.anew:
        memory.keep("index", scanned.key, scanned.index.worked_out())


def _lean(facts: Facts) -> bytes:
    """Digest of what others may ask of a page."""
    return digest(replace(facts, html=""))


def _scope(question: Question) -> str:
    alone = question.attribute in _OF_ONE_PAGE and len(question.arguments) == 1
    return str(question.arguments[0]) if alone else ""


def of_index(question: Question) -> str:
    """The part of an index that decides an answer: all but its site's clocks is one part."""
    return "" if question.attribute.removeprefix("site.") in CLOCKS else "index"


def build_index(held: Inventory, facts: Mapping[str, Facts]) -> Index:
    """Give every page its path and collect what pages ask of one another."""
    site = held.site
    specials = special.paths()
    titles = [page.title for page in held.pages.values() if page.title.full in facts]
    paths = names.paths(titles)
    home = held.titles.parse(site.main_page)
    return Index(
        site=site,
        entries={
            full: Entry(page.title, _path(page, facts, paths, home), page.id) for full, page in held.pages.items()
        },
        facts=facts,
        specials=specials,
        media=names.media_paths(held.media),
        stub_paths={full: paths[full] for full, found in facts.items() if found.redirect or _is_home(full, home)},
    )


def _path(page: Page, facts: Mapping[str, Facts], paths: Mapping[str, str], home: Title | None) -> str:
    full = page.title.full
    if full not in facts or facts[full].redirect:
        return ""
    return HOME if _is_home(full, home) else paths[full]


def _is_home(full: str, home: Title | None) -> bool:
    """Whether this is the wiki's main page: it is the site's home, and a stub leads there from its own address."""
    return home is not None and full == home.full


def article_count(held: Inventory, index: Index) -> int:
    """How many content pages link something."""
    linking = (full for full, facts in index.facts.items() if facts.links and not facts.redirect)
    return sum(index.entries[full].title.namespace in held.site.content_namespaces for full in linking)


def category_counts(index: Index) -> dict[str, tuple[int, int, int]]:
    """Pages, subcategories and files of each category."""
    return {
        name: (len(index.pages(name)), len(index.subcategories(name)), len(index.files(name)))
        for name in index.category_names
    }

"""The state of one page while it is rendered: what was found, and the counters of the limits.

Everything a function, tag or pass may touch is here; there is no other state, so rendering a page twice is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stillwiki.diagnostics import Diagnostic
from stillwiki.model import Category, Heading, Link, Styles
from stillwiki.wikitext.expansion.strip import StripState
from stillwiki.wikitext.tracking import track

if TYPE_CHECKING:
    from stillwiki.inventory import Inventory
    from stillwiki.model import Page
    from stillwiki.titles import Title
    from stillwiki.wikitext.cite import Notes
    from stillwiki.wikitext.expansion.transclusion import Template
    from stillwiki.wikitext.lua.machine import Machine

MAX_DEPTH = 100
"""Templates within templates; mediawiki.org, Manual:$wgMaxTemplateDepth."""

MAX_EXPANSION = 100
"""Braces within braces, through arguments and templates; Manual:$wgMaxPPExpandDepth."""

MAX_SIZE = 2 * 1024 * 1024
"""Bytes of text that transclusion may bring in; Manual:$wgMaxArticleSize."""

MAX_NODES = 1_000_000
"""Nodes that the preprocessor may expand; Manual:$wgMaxPPNodeCount."""

MAX_EXPENSIVE = 500
"""Expensive questions of a page, as on Wikimedia's wikis; Manual:$wgExpensiveParserFunctionLimit."""

TOO_MANY_NODES = '<span class="error">Node-count limit exceeded</span>'
"""What stands for a node beyond that."""


@dataclass(slots=True)
class Context:
    """One page's rendering."""

    page: Page
    inventory: Inventory
    modules: bool = True
    """Whether modules may run; not after the page's process was lost once."""
    called: dict[str, Template] = field(default_factory=dict)
    """Templates that calls of the page named, by name."""
    strip: StripState = field(default_factory=StripState)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    categories: dict[str, Category] = field(default_factory=dict)
    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    own_targets: frozenset[str] = frozenset()
    """Full titles that the page's own text links."""
    files: dict[str, None] = field(default_factory=dict)
    templates: dict[str, None] = field(default_factory=dict)
    styles: dict[Styles, None] = field(default_factory=dict)
    languages: dict[tuple[str, str], None] = field(default_factory=dict)
    external: dict[str, None] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """Heading anchors in lower case, with how often each was used."""
    switches: set[str] = field(default_factory=set)
    default_sort: str = ""
    display_title: str = ""
    notes: Notes | None = None
    lua: Machine | None = None
    """The page's Lua, once it has called any."""
    external_count: int = 0
    included_bytes: int = 0
    nested_texts: int = 0
    """How deep text that functions made is being expanded."""
    expanded_nodes: int = 0
    expansion_depth: int = 0
    moves: int = 0
    """How often something was expanded whose text may be another next time, or that left something on the page."""
    preview_title: Title | None = None
    indicators: dict[str, str] = field(default_factory=dict)
    """HTML of the page status indicators, by name."""
    named: dict[str, str] = field(default_factory=dict)
    """Values of the Variables extension."""
    arrays: dict[str, list[str]] = field(default_factory=dict)
    """Values of the Arrays extension."""
    iterations: int = 0
    """Rounds of loops so far."""
    last_words: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By strip marker, the name of a variable whose final value stands there, and what does if it has none."""
    expensive: int = 0
    """Expensive questions so far."""
    known: set[tuple[str, str]] = field(default_factory=set)
    """What need not be counted again, as (kind of question, title)."""
    asked_counts: bool = False
    """Whether the page shows how many pages a category has, which is known only when all pages are scanned."""

    @property
    def title(self) -> Title:
        """Title of the page."""
        return self.page.title

    def report(self, code: str, message: str, *, hint: str = "", near: str = "") -> None:
        """Add a diagnostic; `near` is a piece of the page's own text that tells its line."""
        self.moves += 1
        at = self.page.text.find(near) if near else -1
        line = self.page.text.count("\n", 0, at) + 1 if at >= 0 else 0
        found = Diagnostic(code, self.title.full, line, message, hint)
        if found not in self.diagnostics:
            self.diagnostics.append(found)

    def spend(self, size: int) -> bool:
        """Count text that is brought in or made; whether there is still room for it."""
        before, self.included_bytes = self.included_bytes, self.included_bytes + size
        if self.included_bytes <= MAX_SIZE:
            return True
        if before <= MAX_SIZE:
            self.report("limit-size", "templates and functions bring in more text than MediaWiki allows")
        return False

    def visit(self) -> bool:
        """Count a node that is expanded; whether it still may be."""
        self.expanded_nodes += 1
        if self.expanded_nodes <= MAX_NODES:
            return True
        if self.expanded_nodes == MAX_NODES + 1:
            self.report("limit-size", "more nodes than MediaWiki's preprocessor expands")
        return False

    def afford(self, kind: str, title: str) -> bool:
        """Count an expensive question on a title, once; whether it may still be asked."""
        if (kind, title) in self.known:
            return True
        if self.afford_anew():
            self.known.add((kind, title))
            return True
        return False

    def afford_anew(self) -> bool:
        """Count an expensive question; whether it may still be asked."""
        self.expensive += 1
        if self.expensive <= MAX_EXPENSIVE:
            return True
        track(self, "expensive-parserfunction-category")
        self.report("limit-expensive", f"more than {MAX_EXPENSIVE} questions whether pages exist, or what they hold")
        return False

    @property
    def exhausted(self) -> bool:
        """Whether a limit of the page as a whole is reached, so that nothing more is transcluded."""
        return self.included_bytes > MAX_SIZE or self.expanded_nodes > MAX_NODES

    def finish(self, text: str) -> str:
        """Expanded text with the final values of variables in their places."""
        for marker, (name, default) in self.last_words.items():
            text = text.replace(marker, self.named.get(name) or default)
        return text

    def link(self, title: Title) -> None:
        """Remember a link to a page of this wiki."""
        key = (title.full, title.fragment)
        if key not in self.links:
            self.links[key] = Link(title.full, title.fragment, title.full in self.own_targets)

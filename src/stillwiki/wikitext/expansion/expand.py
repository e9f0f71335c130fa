"""Expansion: templates, arguments, parser functions and extension tags become text, in MediaWiki's order.

Rules: mediawiki.org, Help:Templates, Help:Substitution, Manual:Parser functions; MediaWiki's visible error texts.
A `Frame` is one level of transclusion; arguments are expanded in the frame that gave them, when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Protocol

from stillwiki.titles import MAIN, MEDIAWIKI, SPECIAL, TEMPLATE, Title
from stillwiki.wikitext.context import MAX_DEPTH, MAX_EXPANSION, MAX_NODES, Context
from stillwiki.wikitext.expansion.nodes import Argument, Braces, Node, Nodes, Part, Tag
from stillwiki.wikitext.expansion.preprocess import preprocess
from stillwiki.wikitext.expansion.strip import clean
from stillwiki.wikitext.labels import label
from stillwiki.wikitext.listed import listed
from stillwiki.wikitext.subpages import subpage

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCK_START = re.compile(r"\{\||[:;#*]")
_SUBST = re.compile(r"\s*(safesubst|subst)\s*:", re.IGNORECASE)
_UNMOVED = frozenset({"!", "=", "#if", "#ifeq", "#switch", "lc", "lcfirst", "uc", "ucfirst"})
"""Variables and functions that always give the same and touch nothing of the page; kept text may hold them alone."""
_MODIFIER = re.compile(r"(msgnw|msg|raw):\s*", re.IGNORECASE)


class Render(Protocol):
    """Renders wikitext inside a tag: the passes up to, not including, paragraphs."""

    def __call__(self, text: str, frame: Frame) -> str:
        """HTML of wikitext that stands in a frame's page."""


@dataclass(frozen=True)
class Language:
    """The tables that expansion looks names up in; one for each wiki, shared by all pages."""

    functions: Mapping[str, Callable[[Call], str | None]]
    """By name, with `#` where the name has one; a name in lower case is written as one likes, others exactly.
    A function that answers None is not meant: the braces are a template's."""
    variables: Mapping[str, Callable[[Frame], str]]
    """By exact name."""
    tags: Mapping[str, Callable[[TagCall], str]]
    """By name in lower case."""
    known_tags: frozenset[str]
    """Names the preprocessor treats as extension tags: those of `tags` and those that cannot run here."""
    render: Render


@dataclass(slots=True)
class Frame:
    """One transclusion: whose text is expanded, and with which arguments."""

    context: Context
    language: Language
    title: Title
    parent: Frame | None = None
    numbered: Mapping[str, tuple[Nodes, Frame]] = field(default_factory=dict)
    named: Mapping[str, tuple[Nodes, Frame]] = field(default_factory=dict)
    depth: int = 0
    cache: dict[str, str] = field(default_factory=dict)
    children: dict[str, str] = field(default_factory=dict)
    """Text of templates called without arguments, by full title."""

    # -- text --------------------------------------------------------------------------------------

    def parse(self, text: str, *, inclusion: bool = False) -> Nodes:
        """Preprocess the source of a page of this wiki."""
        return preprocess(clean(text), self.language.known_tags, inclusion=inclusion)

    def expand_text(self, text: str) -> str:
        """Expand wikitext that stands in a tag or was made by a function: it may hold strip markers."""
        context = self.context
        if context.nested_texts >= MAX_DEPTH:
            context.report("limit-depth", f"functions make wikitext of wikitext more than {MAX_DEPTH} deep")
            return '<span class="error">Expansion depth limit exceeded</span>'
        context.nested_texts += 1
        try:
            return self.expand(preprocess(text, self.language.known_tags, inclusion=False))
        finally:
            context.nested_texts -= 1

    def expand(self, nodes: Nodes) -> str:
        """Text of nodes, everything in it expanded."""
        if not nodes:
            return ""
        if len(nodes) == 1 and isinstance(nodes[0], str):
            return nodes[0]
        context = self.context
        if context.expansion_depth >= MAX_EXPANSION:
            context.report("limit-depth", f"braces within braces are nested more than {MAX_EXPANSION} deep")
            return '<span class="error">Expansion depth limit exceeded</span>'
        context.expansion_depth += 1
        text = "".join([node if isinstance(node, str) else self._node(node) for node in nodes])
        context.expansion_depth -= 1
        return text

    def _node(self, node: Node) -> str:
        if isinstance(node, str):
            return node
        context = self.context
        context.expanded_nodes += 1
        if context.expanded_nodes > MAX_NODES:
            context.report("limit-size", "more nodes than MediaWiki's preprocessor expands")
            return '<span class="error">Node-count limit exceeded</span>'
        if isinstance(node, Braces):
            return self._braces(node)
        if isinstance(node, Argument):
            return self._argument(node)
        return self._tag(node)

    # -- arguments ---------------------------------------------------------------------------------

    def argument(self, name: str) -> str | None:
        """Value of an argument by name or number; numbered ones keep their blanks."""
        if name in self.cache:
            return self.cache[name]
        found = self.numbered.get(name)
        if found is not None:
            value = found[1].expand(found[0])
        else:
            found = self.named.get(name)
            if found is None:
                return None
            value = found[1].expand(found[0]).strip()
        self.context.expanded_nodes += 1
        self.cache[name] = value
        return value

    def _argument(self, node: Argument) -> str:
        raw = self.expand(node.name)
        value = self.argument(raw.strip()) if self.parent is not None else None
        if value is not None:
            return value
        if node.parts:
            part = node.parts[0]
            return (self.expand(part.name) + "=" if part.name is not None else "") + self.expand(part.value)
        return self._literal("{{{", raw, node.parts, "}}}")

    def _literal(self, opening: str, title: str, parts: tuple[Part, ...], closing: str) -> str:
        return opening + "|".join([title, *(self.part(part) for part in parts)]) + closing

    def part(self, part: Part) -> str:
        """An argument as text, with its name where it has one."""
        self.context.expanded_nodes += 1
        value = self.expand(part.value)
        return value if part.name is None else f"{self.expand(part.name)}={value}"

    # -- braces ------------------------------------------------------------------------------------

    def _braces(self, node: Braces) -> str:
        title = self.expand(node.title)
        text = self._call(title, node)
        if text is None:
            text = self._literal("{{", title, node.parts, "}}")
        if not node.line_start and _BLOCK_START.match(text):
            return "\n" + text
        return text

    def _call(self, title: str, node: Braces) -> str | None:
        """What a call gives, or None where it is no call and stays as it is."""
        name = title.strip()
        subst = _SUBST.match(name)
        if subst:
            if subst[1].lower() == "subst":
                return None
            name = name[subst.end() :].strip()
        if not node.parts and (variable := self.language.variables.get(name)) is not None:
            self.context.moves += name not in _UNMOVED
            return variable(self)
        modifier = _MODIFIER.match(name)
        if modifier:
            name = name[modifier.end() :].strip()
        found = self._function(name, node)
        if found is not None:
            return found
        return self._template(name, node, modifier[1].lower() if modifier else "")

    def _function(self, name: str, node: Braces) -> str | None:
        head, colon, rest = name.partition(":")
        if not colon:
            return None
        table = self.language.functions
        function = table.get(head) or table.get(head.lower())
        if function is None and head.startswith("#"):
            function = table["#"]
        if function is None:
            return None
        self.context.moves += head.lower() not in _UNMOVED
        return function(Call(head, rest.strip(), node, self))

    # -- templates ---------------------------------------------------------------------------------

    def _template(self, name: str, node: Braces, modifier: str) -> str | None:
        title = self._template_title(name)
        if title is None:
            return None
        context = self.context
        if title.namespace == SPECIAL:
            return self._special(title, node)
        full = title.full
        page = context.inventory.pages.get(full)
        redirect = context.inventory.redirect(full) if page else None
        if redirect is not None and not redirect.interwiki:
            context.templates[full] = None
            title, full = redirect, redirect.full
            page = context.inventory.pages.get(full)
        context.templates[full] = None
        if page is None:
            missing = self._no_template(title, name)
            return context.strip.add("nowiki", missing) if modifier == "msgnw" else missing
        if page.model not in ("wikitext", "text"):
            return escape(page.text) if page.model != "Scribunto" else f"[[:{full}]]"
        if modifier == "msgnw":
            return context.strip.add("nowiki", escape(page.text, quote=False))
        return self._transclude(title, page.text, node)

    def _special(self, title: Title, node: Braces) -> str:
        """A special page that lists what is known here, in the text; a link to any other."""
        self.context.moves += 1
        options = {self.expand(part.name).strip(): self.expand(part.value).strip() for part in node.parts if part.name}
        found = listed(title, options, self.context)
        return f"[[:{title.full}]]" if found is None else found

    def _template_title(self, name: str) -> Title | None:
        default = TEMPLATE
        if name.startswith(("/", "../")) and self._has_subpages():
            default, name = MAIN, subpage(name, self.title)[0]  # a full title
        title = self.context.inventory.titles.parse(name, default)
        return title if title is not None and title.text and not title.interwiki else None

    def _has_subpages(self) -> bool:
        space = self.context.inventory.site.namespaces.get(self.title.namespace)
        return space is not None and space.subpages

    def _no_template(self, title: Title, name: str) -> str:
        site = self.context.inventory.site
        if title.namespace == MEDIAWIKI and (text := label(title.text, site.language, site.name)) is not None:
            return self.expand_text(text)
        self.context.report("template-missing", f"{title.full} does not exist", near="{{" + name)
        return f"[[:{title.full}]]"

    def _transclude(self, title: Title, text: str, node: Braces) -> str:
        """A template's text; without arguments it is made once in a frame if nothing of the page moved by it."""
        context, known = self.context, None if node.parts else self.children.get(title.full)
        if known is None or context.exhausted:
            frame = self.enter(title)
            if isinstance(frame, str):
                return frame
            frame.numbered, frame.named = self._arguments(node.parts)
            before = context.moves
            context.expanded_nodes += 1
            known = frame.expand(frame.parse(text, inclusion=True))
            if not node.parts and context.moves == before:
                self.children[title.full] = known
        return known if context.spend(len(known)) else _omitted(title)

    def enter(self, title: Title) -> Frame | str:
        """A transclusion of a page within this one, without arguments; or what is shown where there can be none."""
        context = self.context
        if self._in_chain(title):
            full = title.full
            context.report("template-loop", f"{full} transcludes itself", near=full.partition(":")[2] or full)
            return f'<span class="error">Template loop detected: [[{full}]]</span>'
        if self.depth >= MAX_DEPTH:
            context.report("limit-depth", f"templates are nested more than {MAX_DEPTH} deep")
            return f'<span class="error">Template recursion depth limit exceeded ({MAX_DEPTH})</span>'
        if context.exhausted:  # what would be thrown away is not made
            return _omitted(title)
        return Frame(context, self.language, title, self, depth=self.depth + 1)

    def _in_chain(self, title: Title) -> bool:
        """Whether a template of this title is being expanded; the page itself does not count."""
        frame, namespace, text = self, title.namespace, title.text
        while frame.parent is not None:
            if frame.title.text == text and frame.title.namespace == namespace:
                return True
            frame = frame.parent
        return False

    def _arguments(
        self, parts: tuple[Part, ...]
    ) -> tuple[dict[str, tuple[Nodes, Frame]], dict[str, tuple[Nodes, Frame]]]:
        """Arguments by number and by name; of equal names the last one counts, whichever way it was given."""
        numbered: dict[str, tuple[Nodes, Frame]] = {}
        named: dict[str, tuple[Nodes, Frame]] = {}
        count = 0
        for part in parts:
            if part.name is None:
                count += 1
                numbered[str(count)] = (part.value, self)
                named.pop(str(count), None)
            else:
                name = self.expand(part.name).strip()
                named[name] = (part.value, self)
                numbered.pop(name, None)
        return numbered, named

    # -- tags --------------------------------------------------------------------------------------

    def _tag(self, node: Tag) -> str:
        self.context.moves += 1
        function = self.language.tags.get(node.name)
        if function is None:
            function = self.language.tags["#"]
        return function(TagCall(node.name, node.attributes, node.content, node.close, self))

    def unsupported(self, source: str, why: str) -> str:
        """Source of what cannot run here: visible, marked, on its own where it spans lines."""
        tag = "pre" if "\n" in source.strip() else "code"
        html = f'<{tag} class="unsupported" title="{escape(why)}">{escape(source.strip(), quote=False)}</{tag}>'
        return self.context.strip.add("general", html)


@dataclass(frozen=True, slots=True)
class Call:
    """A parser function at work: `{{name:first|part|…}}`."""

    name: str
    first: str
    node: Braces
    frame: Frame

    @property
    def context(self) -> Context:
        """The page's state."""
        return self.frame.context

    def __len__(self) -> int:
        return len(self.node.parts) + 1

    def arg(self, number: int, default: str = "") -> str:
        """Argument by position (0 is what stands after the colon), `name=` included, expanded and trimmed."""
        if number == 0:
            return self.first
        if number > len(self.node.parts):
            return default
        return self.frame.part(self.node.parts[number - 1]).strip()

    def args(self) -> list[str]:
        """All arguments."""
        return [self.arg(number) for number in range(len(self))]

    def source(self) -> str:
        """The call as it was written, where that is known, for showing it."""
        return source_of((self.node,))


@dataclass(frozen=True, slots=True)
class TagCall:
    """An extension tag at work."""

    name: str
    attributes: str
    content: str | None
    close: str
    frame: Frame

    @property
    def context(self) -> Context:
        """The page's state."""
        return self.frame.context

    def source(self) -> str:
        """The element as it was written."""
        if self.content is None:
            return f"<{self.name}{self.attributes}/>"
        return f"<{self.name}{self.attributes}>{self.content}{self.close}"


def _omitted(title: Title) -> str:
    return f"[[:{title.full}]]<!-- WARNING: template omitted, post-expand include size too large -->"


def source_of(nodes: Nodes) -> str:
    """Wikitext of nodes, as it was before preprocessing but for comments."""
    return "".join(node if isinstance(node, str) else _source(node) for node in nodes)


def _source(node: Node) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, Tag):
        if node.content is None:
            return f"<{node.name}{node.attributes}/>"
        return f"<{node.name}{node.attributes}>{node.content}{node.close}"
    opening, closing, first = ("{{", "}}", node.title) if isinstance(node, Braces) else ("{{{", "}}}", node.name)
    parts = [(source_of(p.name) + "=" if p.name is not None else "") + source_of(p.value) for p in node.parts]
    return opening + "|".join([source_of(first), *parts]) + closing

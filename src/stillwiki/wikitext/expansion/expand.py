"""Expansion: templates, arguments, parser functions and extension tags become text, in MediaWiki's order.

Rules: mediawiki.org, Help:Templates, Help:Substitution, Manual:Parser functions; MediaWiki's visible error texts.
A `Frame` is one level of transclusion; arguments are expanded in the frame that gave them, when they are asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from stillwiki.wikitext.context import MAX_DEPTH, MAX_EXPANSION, TOO_MANY_NODES, Context
from stillwiki.wikitext.expansion.arguments import NONE, Arguments
from stillwiki.wikitext.expansion.calls import Call, Language, TagCall
from stillwiki.wikitext.expansion.nodes import Argument, Braces, Node, Nodes, Part, Tag
from stillwiki.wikitext.expansion.preprocess import preprocess
from stillwiki.wikitext.expansion.strip import clean
from stillwiki.wikitext.expansion.transclusion import template
from stillwiki.wikitext.expansion.translatable import without_marks

if TYPE_CHECKING:
    from stillwiki.titles import Title

_BLOCK_START = re.compile(r"\{\||[:;#*]")
_SUBST = re.compile(r"(safesubst|subst)\s*:", re.IGNORECASE)
_MODIFIER = re.compile(r"(msgnw|msg|raw):\s*", re.IGNORECASE)
_UNMOVED = frozenset({"!", "=", "#if", "#ifeq", "#switch", "lc", "lcfirst", "uc", "ucfirst"})
"""Variables and functions that always give the same and touch nothing of the page; kept text may hold them alone."""
_TOO_DEEP = '<span class="error">Expansion depth limit exceeded</span>'


@dataclass(slots=True)
class Frame:
    """One transclusion: whose text is expanded, and with which arguments."""

    context: Context
    language: Language
    title: Title
    parent: Frame | None = None
    arguments: Arguments = NONE
    depth: int = 0
    children: dict[str, str] | None = None
    """Text of templates called without arguments, by full title."""
    _chain: frozenset[str] | None = None

    def within(self, title: Title, arguments: Arguments = NONE) -> Frame:
        """A frame for a page that is transcluded in this one."""
        return Frame(self.context, self.language, title, self, arguments, self.depth + 1)

    @property
    def chain(self) -> frozenset[str]:
        """Full titles of the templates that are being expanded; the page itself does not count."""
        if self._chain is None:
            self._chain = self.parent.chain | {self.title.full} if self.parent is not None else frozenset()
        return self._chain

    def keep(self, full: str, text: str) -> None:
        """Remember what a template without arguments gives."""
        if self.children is None:
            self.children = {}
        self.children[full] = text

    # -- text --------------------------------------------------------------------------------------

    def parse(self, text: str, *, inclusion: bool = False) -> Nodes:
        """Preprocess the source of a page of this wiki."""
        return preprocess(without_marks(clean(text)), self.language.known_tags, inclusion=inclusion)

    def expand_text(self, text: str) -> str:
        """Expand wikitext that stands in a tag or was made by a function: it may hold strip markers."""
        context = self.context
        if context.nested_texts >= MAX_DEPTH:
            context.report("limit-depth", f"functions make wikitext of wikitext more than {MAX_DEPTH} deep")
            return _TOO_DEEP
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
            return _TOO_DEEP
        context.expansion_depth += 1
        text = "".join([node if isinstance(node, str) else self._node(node) for node in nodes])
        context.expansion_depth -= 1
        return text

    def _node(self, node: Node) -> str:
        if isinstance(node, str):
            return node
        if not self.context.visit():
            return TOO_MANY_NODES
        if isinstance(node, Braces):
            return self._braces(node)
        if isinstance(node, Argument):
            return self._argument(node)
        return self._tag(node)

    # -- arguments ---------------------------------------------------------------------------------

    def argument(self, name: str) -> str | None:
        """Value of an argument by name or number; a page that is not transcluded has none."""
        return self.arguments.value(name)

    def _argument(self, node: Argument) -> str:
        raw = self.expand(node.name)
        value = self.arguments.value(raw.strip())
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
        if not self.context.visit():
            return TOO_MANY_NODES
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
        if name[:1] in "sS" and (subst := _SUBST.match(name)):
            if subst[1].lower() == "subst":
                return None
            name = name[subst.end() :].strip()
        if not node.parts and (variable := self.language.variables.get(name)) is not None:
            self.context.moves += name not in _UNMOVED
            return variable(self)
        modifier = _MODIFIER.match(name) if name[:1] in "mMrR" else None
        if modifier:
            name = name[modifier.end() :].strip()
        found = self.function(name, node)
        if found is not None:
            return found
        return template(self, name, node, modifier[1].lower() if modifier else "")

    def function(self, name: str, node: Braces) -> str | None:
        """What a parser function gives (`name` is all before the first pipe), or None where it is none."""
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

"""Internal links: pages, categories, files, other wikis, other languages.

Rules: mediawiki.org, Help:Links, Help:Categories, Manual:Interwiki; wikiLinks, interwikiLinks and catAndLangLinks of
the parser tests. The text is cut at every `[[`, so the innermost link wins and what does not close stays text.
A link to a page of the wiki is written `<a href="wiki:Full title#fragment">`; the index decides later where it leads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from stillwiki.entities import decode
from stillwiki.model import Category
from stillwiki.titles import CATEGORY, FILE, MEDIA, SPECIAL, Title
from stillwiki.wikitext.anchors import anchor as anchor_of
from stillwiki.wikitext.anchors import legacy_anchor
from stillwiki.wikitext.expansion.strip import kill
from stillwiki.wikitext.files import file_html
from stillwiki.wikitext.languages import trails
from stillwiki.wikitext.listed import special_page
from stillwiki.wikitext.passes.annotations import Annotation, annotation
from stillwiki.wikitext.passes.external import SCHEMES, bare, bracketed
from stillwiki.wikitext.passes.quotes import all_quotes, quotes
from stillwiki.wikitext.subpages import subpage

if TYPE_CHECKING:
    from stillwiki.wikitext.context import Context

_TARGET = r"[^\[\]{}<>|\n\x7f]+"
_WHOLE = re.compile(rf"({_TARGET})(?:\|(.+?))?\]\](.*)$", re.DOTALL)
_OPEN = re.compile(rf"({_TARGET})\|(.*)$", re.DOTALL)
_PROTOCOL = re.compile("//|" + "|".join(map(re.escape, SCHEMES)), re.IGNORECASE)


@dataclass(slots=True)
class _Match:
    """One `[[target|text]]trail`."""

    target: str
    text: str | None
    trail: str


class _Links:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.out: list[str] = []
        self.rest: list[str] = []

    def replace(self, text: str) -> str:
        first, *rest = text.split("[[")
        self.out = [first]
        self.rest = rest[::-1]
        while self.rest:
            self._piece(self.rest.pop())
        return "".join(self.out)

    def _piece(self, piece: str) -> None:
        whole = _WHOLE.match(piece)
        opened = None if whole else _OPEN.match(piece)
        if whole:
            target, text, trail = whole.groups()
            if text is not None and trail.startswith("]") and "[" in text:
                text, trail = text + "]", trail[1:]
            done = self._link(_Match(target, text, trail))
        else:
            done = opened is not None and self._is_file(opened[1]) and self._open_file(opened[1], opened[2])
        if not done:
            self.out.append("[[" + piece)

    # -- one link ----------------------------------------------------------------------------------

    def _title(self, target: str) -> tuple[Title | None, str]:
        """The title a link means, and how it is shown without a text of its own."""
        target = target.strip()
        plain = target.removeprefix(":").strip()
        if "%" in plain:
            plain = unquote(plain).replace("<", "&lt;").replace(">", "&gt;")
        shown = plain
        space = self.context.inventory.site.namespaces.get(self.context.title.namespace)
        if space and space.subpages and not target.startswith(":"):
            plain, shown = subpage(plain, self.context.title)
        return self.context.inventory.titles.parse(plain), shown

    def _is_file(self, target: str) -> bool:
        if target.lstrip().startswith(":") or _PROTOCOL.match(target):
            return False
        title = self._title(target)[0]
        return title is not None and title.namespace == FILE

    def _link(self, found: _Match) -> bool:
        """Write a link; false if it is none."""
        if _PROTOCOL.match(found.target) or found.target.lstrip().startswith("::"):
            return False
        if "::" in found.target and not found.target.lstrip().startswith(":"):
            said = annotation(found.target, found.text, self.context)
            if said is not None:
                return self._annotated(said, found.trail)
        title, shown = self._title(found.target)
        if title is None or (not title.text and not title.fragment and not title.interwiki):
            return False
        if not found.target.lstrip().startswith(":") and self._unforced(title, found):
            return True
        self._page(title, shown if found.text is None else quotes(found.text), found.trail)
        return True

    def _annotated(self, said: Annotation, trail: str) -> bool:
        """Write what an annotation shows."""
        if said.is_category:
            return self._link(_Match(f"Category:{said.target}", said.text or None, trail))
        title = self._title(said.target)[0] if said.target and said.text else None
        if title is None or title.interwiki or not title.text:
            self.out += [quotes(said.text), trail]
        else:
            self._page(title, quotes(said.text), trail)
        return True

    def _unforced(self, title: Title, found: _Match) -> bool:
        """Languages, files and categories, which a colon before them would make plain links."""
        if title.interwiki:
            return self._language(title, found)
        if title.namespace == FILE:
            self._file(title, found.text or "", found.trail)
            return True
        if title.namespace == CATEGORY:
            self._category(title, found)
            return True
        return False

    def _page(self, title: Title, label: str, trail: str) -> None:
        more = trails.trail(self.context.inventory.site.language).match(trail)
        if more:
            label, trail = label + more[0], trail[more.end() :]
        self.out += [self.context.strip.add("link", self._anchor(title, label)), trail]

    def _anchor(self, title: Title, label: str) -> str:
        if title.interwiki:
            site = self.context.inventory.site
            page = quote(title.text.replace(" ", "_"), safe="/:@!$()*,;~'")
            url = site.interwiki[title.interwiki].replace("$1", page)
            url += f"#{self._fragment(title)}" if title.fragment else ""
            self.context.external[url] = None
            return f'<a href="{escape(url)}" class="extiw" title="{escape(title.full)}">{label}</a>'
        fragment = "#" + self._fragment(title) if title.fragment else ""
        if not title.text:
            return f'<a href="{escape(fragment)}">{label}</a>'
        if title.full == self.context.title.full and not fragment:
            return f'<a class="mw-selflink selflink">{label}</a>'
        if title.namespace == MEDIA:
            return self._media(title, label)
        if title.namespace == SPECIAL:
            title = replace(title, text="".join(special_page(title.text)))
        self.context.link(title)
        return f'<a href="wiki:{escape(title.full + fragment)}" title="{escape(title.full)}">{label}</a>'

    def _fragment(self, title: Title) -> str:
        """An anchor as the page that it is on has it: strange wikis are taken for old ones, sisters are like this."""
        site = self.context.inventory.site
        strange = title.interwiki != "" and title.interwiki not in site.language_links
        return legacy_anchor(title.fragment) if strange or site.legacy_anchors else anchor_of(title.fragment)

    def _media(self, title: Title, label: str) -> str:
        self.context.files[title.text] = None
        if title.text not in self.context.inventory.media:
            return f'<span class="new" title="{escape(title.text)}">{label}</span>'
        return f'<a href="file:{escape(title.text)}" class="internal" title="{escape(title.text)}">{label}</a>'

    # -- links that are none -----------------------------------------------------------------------

    def _language(self, title: Title, found: _Match) -> bool:
        """An interlanguage link stands in the margin, not in the text."""
        if title.interwiki not in self.context.inventory.site.language_links:
            return False
        self.context.languages[title.interwiki, title.text] = None
        self._swallow(found.trail)
        return True

    def _category(self, title: Title, found: _Match) -> None:
        key = decode(kill(found.text or "")).replace("\n", " ").strip()
        self.context.categories.setdefault(title.full, Category(title.full, key))
        if key:
            self.context.categories[title.full] = Category(title.full, key)
        self._swallow(found.trail)

    def _swallow(self, trail: str) -> None:
        """Leave no blank line where a link was that shows nothing."""
        while self.out:
            last = self.out.pop().rstrip()
            if last:
                self.out.append(last)
                break
        self.out.append(trail)

    # -- files -------------------------------------------------------------------------------------

    def _file(self, title: Title, options: str, trail: str) -> None:
        inner = _Links(self.context).replace(options)
        html = file_html(title, inner, self.context, self._finished)
        self.out += [self.context.strip.add("figure" if html.startswith("<figure") else "link", html), trail]

    def _finished(self, text: str) -> str:
        return bare(bracketed(all_quotes(text), self.context), self.context)

    def _open_file(self, target: str, text: str) -> bool:
        """A caption that holds links: look in the next pieces for the `]]` that closes the file's own link."""
        taken: list[str] = []
        while self.rest:
            piece = self.rest.pop()
            taken.append(piece)
            inner, *more = piece.split("]]", 2)
            if len(more) == 2:
                title = self._title(target)[0]
                if title is None:  # pragma: no cover  (it was a file a moment ago)
                    break
                self._file(title, f"{text}[[{inner}]]{more[0]}", more[1])
                return True
            if not more:
                text += "[[" + inner
                break
            text += f"[[{inner}]]{more[0]}"
        self.rest += reversed(taken)
        return False


def internal_links(text: str, context: Context) -> str:
    """Replace all internal links by markers of finished links."""
    return _Links(context).replace(text) if "[[" in text else text

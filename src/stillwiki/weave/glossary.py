"""The glossary: every term with its definition, from A to Z; what its page says of the term's neighbours.

A term is a page with a `definition` in its front matter, which a note's author wrote, or an article in a category that
the configuration names, whose first paragraph then defines it. An article and a note of one title are one term: the
note's definition counts, the article is where the term leads.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from stillwiki import names
from stillwiki.markdown import escape
from stillwiki.model import Document, Static
from stillwiki.weave.lists import alphabetical, letter
from stillwiki.weave.spelling import count, generated, heading, link, quiet, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

PATH = "glossary.md"
DEFINITIONS = "glossary.json"
"""Definition of each term by address under the site's root, for the tooltips."""

LEVELS = ("beginner", "intermediate", "advanced")
"""What a note may call its level; anything else is not shown."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary."""

    title: str
    path: str
    """Of the page that the term leads to."""
    definition: str
    level: str = ""
    others: tuple[str, ...] = ()
    """Paths of further pages of the same title."""


def terms(documents: Iterable[Document], categories: Collection[str] = ()) -> tuple[Term, ...]:
    """All terms in alphabetical order; `categories` are titles, whose articles are terms."""
    return gathered(found for document in documents if (found := entry(document, categories)))


Ranked = tuple[tuple[bool, str], Term]
"""A term of one page, and its rank among those of its title."""


def entry(document: Document, categories: Collection[str] = ()) -> Ranked | None:
    """The term that a page explains."""
    term = _term(document, categories)
    return (_rank(document), term) if term else None


def gathered(entries: Iterable[Ranked]) -> tuple[Term, ...]:
    """The terms of all pages."""
    found: dict[str, Term] = {}
    for _, term in sorted(entries, key=itemgetter(0)):
        key = term.title.casefold()
        found[key] = _joined(found[key], term) if key in found else term
    return tuple(sorted(found.values(), key=lambda term: (alphabetical(term.title), term.title, term.path)))


def _rank(document: Document) -> tuple[bool, str]:
    """Articles come before notes."""
    return document.meta.get("kind") != "article", document.path


def _term(document: Document, categories: Collection[str]) -> Term | None:
    meta = document.meta
    title, definition, level = str(meta.get("title", "")), meta.get("definition"), meta.get("level")
    if not definition and meta.get("kind") == "article" and _filed(meta, categories):
        definition = _whole(str(meta.get("description", "")))
    if not title or not isinstance(definition, str) or not definition.strip():
        return None
    return Term(title, document.path, " ".join(definition.split()), level if level in LEVELS else "")


def _whole(text: str) -> str:
    """A description without the sentence that its length cut off, where one is whole."""
    end = text.rfind(". ")
    return text[: end + 1] if text.endswith("…") and end > 0 else text


def _filed(meta: Mapping[str, object], categories: Collection[str]) -> bool:
    listed = meta.get("categories")
    return isinstance(listed, list) and any(item["title"] in categories for item in listed)


def _joined(first: Term, second: Term) -> Term:
    """A term that two pages explain."""
    return replace(
        first,
        definition=second.definition,
        level=second.level or first.level,
        others=(*first.others, second.path),
    )


def marked(documents: Iterable[Document], found: Sequence[Term]) -> Iterator[Document]:
    """The documents, those of terms with `term` in their front matter: the glossary and the neighbours in it."""
    places = {path: number for number, term in enumerate(found) for path in (term.path, *term.others)}
    for document in documents:
        number = places.get(document.path)
        if number is None:
            yield document
            continue
        term: dict[str, object] = {"url": f"{names.address(PATH)}#{_anchor(found[number])}"}
        if number:
            term["previous"] = _beside(found[number - 1])
        if number + 1 < len(found):
            term["next"] = _beside(found[number + 1])
        yield replace(document, meta={**document.meta, "term": term}, head="")


def _beside(term: Term) -> dict[str, str]:
    return {"title": term.title, "url": names.address(term.path)}


def _anchor(term: Term) -> str:
    """The id of a term on the glossary's page: its address, which no other term has."""
    return "term-" + term.path.removesuffix(".md").replace("/", ".").replace(" ", "_")


def pages(found: Sequence[Term]) -> Iterator[Document | Static]:
    """The glossary, and the definitions for tooltips; there is a page, too, where there are no terms."""
    meta: dict[str, object] = {"title": "Glossary", "kind": "special", "generated": True}
    yield Document(PATH, meta | {"search": {"boost": 0.5}, "hide": ["toc"]}, generated(*_body(found)))
    places = {names.address(path): term.definition for term in found for path in (term.path, *term.others)}
    yield Static(DEFINITIONS, json.dumps(places, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _body(found: Sequence[Term]) -> Iterator[str]:
    if not found:
        yield "No page of this wiki defines a term."
        return
    letters: dict[str, list[Term]] = {}
    for term in found:
        letters.setdefault(letter(term.title), []).append(term)
    jumps = " ".join(f"[{words(initial)}](#letter-{_id(initial)})" for initial in letters)
    yield f"{count(len(found), 'term')}. {jumps}"
    for initial, group in letters.items():
        yield heading(initial, f"letter-{_id(initial)}")
        yield "\n\n".join(_spelt(term) for term in group)


def _id(initial: str) -> str:
    return "marks" if initial == "#" else "digits" if initial == "0–9" else initial


def _spelt(term: Term) -> str:
    level = f" {quiet(term.level)}" if term.level else ""
    further = "".join(f" {link('Note', PATH, path)}" for path in term.others)
    place = f'<span id="{escape.attribute(_anchor(term))}"></span>'
    return f"{place}{link(term.title, PATH, term.path)}{level}\n:   {words(term.definition)}{further}"

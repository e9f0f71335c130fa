"""Semantic annotations: `[[property::value]]`, a link or a text that says what it is.

Rules: semantic-mediawiki.org, Help:In-text annotation, Help:Property declaration, Help:List of datatypes. What is shown
is the value: a link where the property's type is Page, which it is unless the property's page says another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stillwiki.model import Site
    from stillwiki.wikitext.context import Context

_NAMESPACE = 102
_NAMES = frozenset(
    "property attribut atributo atrybut eigenschap propiedad propriedade proprietà свойство 属性".split()
)
"""What the namespace of properties is called; the number alone is other extensions', too."""
_TYPE = re.compile(
    r"\[\[\s*(?:has type|datentyp|a le type|tiene tipo(?: de datos)?|ha tipo|heeft type|имеет тип)\s*:[:=]\s*"
    r"(?:[^\[\]|:]*:)?([^\[\]|]+?)\s*(?:\|[^\[\]]*)?\]\]",
    re.IGNORECASE,
)
_PAGES = frozenset({"page", "pagina", "página", "seite", "страница"})
_PLAIN = frozenset({"code", "keyword", "string", "tekst", "testo", "text", "texte", "texto", "zeichenkette", "текст"})
"""Types whose values are shown as they are written."""
_CATEGORY = frozenset({"category", "kategorie", "catégorie", "categoría", "categoria", "categorie", "категория"})


@dataclass(frozen=True, slots=True)
class Annotation:
    """What stands for an annotation."""

    target: str
    """Title that is linked, or nothing."""
    text: str
    """What is shown."""
    is_category: bool = False


def is_semantic(site: Site) -> bool:
    """Whether the wiki has Semantic MediaWiki."""
    space = site.namespaces.get(_NAMESPACE)
    return "ask" in site.functions or (space is not None and space.name.lower() in _NAMES)


def annotation(target: str, text: str | None, context: Context) -> Annotation | None:
    """Read the inside of a link as an annotation, or None where it is none; `text` is what stands after the bar."""
    *properties, value = re.split(r"::|:=", target)
    if not properties or not all(name.strip() for name in properties) or not is_semantic(context.inventory.site):
        return None
    value = value.strip()
    if properties[0].strip().lower() in _CATEGORY:
        return Annotation(value, text or "", is_category=True)
    shown = (value if text is None else text).strip()
    kinds = {_type(name, context) for name in properties}
    if shown and kinds - _PAGES - _PLAIN and text is None:
        context.report("unsupported-annotation", f"[[{target}]] is shown as it is written", near=f"[[{target}")
    return Annotation(value if kinds <= _PAGES else "", shown)


def _type(name: str, context: Context) -> str:
    """Type of a property, in lower case."""
    inventory = context.inventory
    space = inventory.site.namespaces.get(_NAMESPACE)
    title = inventory.titles.parse(f"{space.name}:{name}") if space else None
    told = _TYPE.search(inventory.text(title.full) or "") if title else None
    return told[1].strip().lower() if told else "page"

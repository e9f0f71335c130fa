"""The dialect: which Markdown the tree is written in, as data, and how MkDocs renders it.

Owns the list of extensions with their options. `mkdocs.yml` repeats the list and a test holds the two
together; the writer's rules are measured against it, so an extension is never added without its escapes.
It refuses to know pages and links: `render` takes a function that says where an address leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import fence_code_format

from stillwiki.markdown.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

__all__ = ["DEFAULTS", "EXTENSIONS", "render", "slugify"]

EXTENSIONS: Mapping[str, Mapping[str, object]] = {
    # MkDocs always loads these three first; they are named because their options matter.
    "toc": {"permalink": True, "slugify": slugify, "marker": ""},
    "tables": {},
    "fenced_code": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    # Lists of two kinds stay apart and keep their first number, as in MediaWiki and in notes.
    "sane_lists": {},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.details": {},
    # Numbers of lines are attributes that the theme shows: no table, no link, and nothing that copying takes along.
    "pymdownx.highlight": {"pygments_lang_class": True, "stripnl": False, "linenums_style": "pymdownx-inline"},
    "pymdownx.mark": {},
    "pymdownx.superfences": {
        "preserve_tabs": True,
        # Not the theme's class `mermaid`, for which its script fetches a program from another host.
        "custom_fences": [{"name": "mermaid", "class": "diagram-source", "format": fence_code_format}],
    },
    "pymdownx.tasklist": {},
    "pymdownx.tilde": {"subscript": False},
    "stillwiki.markdown.inline": {},
    "stillwiki.markdown.elements": {},
    "stillwiki.markdown.gate": {},
}
"""Extensions by name, in the order they are loaded, with their options."""

DEFAULTS = ("toc", "tables", "fenced_code")
"""What MkDocs loads whether or not it is listed."""


def render(markdown: str, resolve: Callable[[str], str] | None = None) -> str:
    """HTML of an article as MkDocs makes it; `resolve` maps each address of a link or image."""
    renderer = Markdown(
        extensions=list(EXTENSIONS), extension_configs={name: dict(options) for name, options in EXTENSIONS.items()}
    )
    if resolve is not None:
        # Name and place are those of MkDocs' own resolver: after all Markdown, before serialisation.
        renderer.treeprocessors.register(_Resolver(renderer, resolve), "relpath", 0)
    return renderer.convert(markdown)


class _Resolver(Treeprocessor):
    def __init__(self, renderer: Markdown, resolve: Callable[[str], str]) -> None:
        super().__init__(renderer)
        self.resolve = resolve

    def run(self, root: Element) -> None:
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(element.tag)
            if key and (address := element.get(key)) is not None:
                element.set(key, self.resolve(address))

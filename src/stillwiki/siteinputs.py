"""What MkDocs reads for a site beside its pages, told from its configuration without running MkDocs.

Knows which plugins and extensions look at nothing but the page and the configuration; of any other configuration it
says nothing, and then every build is a whole one. Refuses to judge whether a configuration is right.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PLUGINS = frozenset({"search", "material/search"})
"""Those that make nothing of a page but what is in it."""
_DICTIONARIES = frozenset({"jieba_dict", "jieba_dict_user"})
"""Options of theirs that name files, by which they part Chinese words."""
EXTENSIONS = (
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html",
    "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks", "pymdownx.arithmatex",
    "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.extra",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.saneheaders", "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde", "stillwiki.markdown.elements", "stillwiki.markdown.gate", "stillwiki.markdown.inline",
)  # fmt: skip
"""Those that read no other file."""


@dataclass(frozen=True)
class Inputs:
    """All that decides a site beside its pages and the programs."""

    files: tuple[Path, ...]
    """The configuration, and those it inherits."""
    folders: tuple[Path, ...]
    """Of the theme, where it is not a package's own."""
    pages: Path
    """The folder of the pages."""
    variables: tuple[str, ...]
    """`NAME=value` of the environment, as far as the configuration asks."""


class _Asking(yaml.CSafeLoader):
    """Reads a configuration as far as it is plain, and notes which variables it asks for."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.asked: list[str] = []

    def environment(self, node: yaml.Node) -> None:
        """What `!ENV` stands before: a name, or names and at last a default."""
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        self.asked += [part.value for part in parts if isinstance(part, yaml.ScalarNode)]


_Asking.add_constructor("!ENV", _Asking.environment)
_Asking.add_multi_constructor("", lambda *_: None)


def inputs(configuration: Path) -> Inputs | None:
    """What a site reads by its configuration; none where that cannot be told from the configuration.

    Raises:
        OSError: the configuration or one that it inherits cannot be read.

    """
    files, asked = [configuration], []
    pages = own = ""
    for file in files:
        loader = _Asking(file.read_text("utf-8-sig"))
        try:
            told = loader.get_single_data()
        except (yaml.YAMLError, ValueError):
            return None
        if not isinstance(told, dict) or not _is_known(told):
            return None
        asked += loader.asked
        theme = told.get("theme")
        own = own or str(theme.get("custom_dir") or "") if isinstance(theme, dict) else own
        pages = pages or str(told.get("docs_dir") or "")
        if "INHERIT" in told:
            above = (file.parent / str(told["INHERIT"])).resolve()
            if above in files:
                return None
            files.append(above)
    variables = tuple(f"{name}={os.environ.get(name)}" for name in sorted(set(asked)))
    home = configuration.parent  # from which MkDocs reckons, in what is inherited too
    folders = (home / own,) if own else ()
    return Inputs(tuple(files), folders, (home / (pages or "docs")).resolve(), variables)


def _is_known(told: dict[str, Any]) -> bool:
    """Whether everything that is loaded by this configuration is known to read nothing else."""
    theme = told.get("theme")
    name = theme.get("name", "material") if isinstance(theme, dict) else theme
    return (
        not told.get("hooks")
        and set(_names(told.get("plugins"))) <= PLUGINS
        and _DICTIONARIES.isdisjoint(_options(told.get("plugins")))
        and {each.removeprefix("markdown.extensions.") for each in _names(told.get("markdown_extensions"))}
        <= set(EXTENSIONS)
        and name in (None, "material")
    )


def _names(told: object) -> Iterable[str]:
    """Names of plugins or extensions: keys of a table, or of a list items that are names or tables of one."""
    if isinstance(told, dict):
        return [str(each) for each in told]
    return [str(name) for part in _list(told) for name in (part if isinstance(part, dict) else (part,))]


def _options(told: object) -> Iterable[str]:
    """Names of the options that plugins are given."""
    tables = [told] if isinstance(told, dict) else [part for part in _list(told) if isinstance(part, dict)]
    given = [options for table in tables for options in table.values() if isinstance(options, dict)]
    return [str(name) for options in given for name in options]


def _list(told: object) -> list[Any]:
    return told if isinstance(told, list) else []

"""The configuration: `stillwiki.toml`, or `[tool.stillwiki]` in a `pyproject.toml`, looked for upwards.

Owns the keys, their types and their defaults. Refuses what it does not know, with a guess at what was meant; what
the keys mean for a run is `plan`'s business.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from stillwiki.errors import ConfigError

OWN_FILE = "stillwiki.toml"
SHARED_FILE = "pyproject.toml"

T = TypeVar("T")


@dataclass(frozen=True)
class Licence:
    """Under which licence the wiki's text may be copied; no dump says so."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class Vault:
    """What a vault of notes does not say of itself."""

    name: str = ""
    """By default the name of its folder."""
    licence: Licence = Licence()


@dataclass(frozen=True)
class About:
    """What the wiki's dump says wrongly or not at all; what is empty is left to the dump."""

    name: str = ""
    language: str = ""
    base: str = ""
    """Address of the main page on the live wiki."""
    now: str = ""
    """The wiki's clock, `2026-01-30T08:45:26Z`; by default the newest revision."""


@dataclass(frozen=True)
class Config:
    """Every key. Paths are relative to the configuration's own folder."""

    dump: Path | None = None
    """MediaWiki export, or a folder of `.mediawiki` files."""
    notes: Path | None = None
    """Obsidian vault."""
    files: Path | None = None
    """The wiki's uploaded files; by default `files` or `images` beside the dump."""
    pages: Path = Path("content/pages")
    """Where the Markdown tree is written: `docs_dir` of `mkdocs`."""
    site: Path = Path("site")
    """Where the site is built."""
    mkdocs: Path = Path("mkdocs.yml")
    """Configuration of MkDocs for `pages`."""
    site_url: str = ""
    """Where the site will be published, for a derived configuration of MkDocs; `mkdocs` has its own."""
    jobs: int = 1
    """Processes that convert pages; 0 takes one for each processor."""
    wiki: About = About()
    licence: Licence = Licence()
    vault: Vault = Vault()
    glossary: tuple[str, ...] = ()
    """Categories whose articles are terms of the glossary, beside the notes that define one."""
    namespaces: Mapping[str, str] = field(default_factory=dict)
    """What becomes of a namespace, by any of its names or its number: `page`, `source` or `off`."""
    content_namespaces: tuple[int, ...] = ()
    """Numbers of the namespaces of articles beside the main one."""
    namespace_aliases: Mapping[str, int] = field(default_factory=dict)
    """Further names of namespaces, to their numbers."""
    interwiki: Mapping[str, str] = field(default_factory=dict)
    """Further prefixes of other wikis, to addresses with `$1`."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """For a folder of files: glob of the path to a title with `{title}` in it; an empty one leaves the file out."""


def load(start: Path) -> Config:
    """The configuration that holds in a folder; the defaults where there is none."""
    for folder in (start, *start.parents):
        for name in (OWN_FILE, SHARED_FILE):
            found = _table(folder / name)
            if found is not None:
                return _rooted(from_mapping(Config, found, str(folder / name)), folder)
    return _rooted(Config(), start)


def load_file(path: Path) -> Config:
    """The configuration in a file that the user named."""
    if not path.is_file():
        raise ConfigError(f"{path}: there is no such file")
    return _rooted(from_mapping(Config, _table(path) or {}, str(path)), path.absolute().parent)


def _table(path: Path) -> Mapping[str, Any] | None:
    """Our part of a file; none where the file or our part in it does not exist."""
    try:
        found: Mapping[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if path.name == SHARED_FILE:
        tool = found.get("tool", {})
        return tool.get("stillwiki") if isinstance(tool, dict) else None
    return found


def _rooted(config: Config, folder: Path) -> Config:
    """Paths as they hold from anywhere."""
    values = ((f.name, getattr(config, f.name)) for f in fields(config))
    paths: dict[str, Any] = {name: folder / value for name, value in values if isinstance(value, Path)}
    return replace(config, **paths)


def from_mapping(kind: type[T], data: object, where: str) -> T:
    """Make a dataclass of what was read; its annotations say what may stand in it."""
    if not isinstance(data, dict):
        raise ConfigError(f"{where}: must be a table, not {data!r}")
    types = get_type_hints(kind)
    unknown = [key for key in data if key not in types]
    if unknown:
        raise ConfigError(f"{where}: unknown key {unknown[0]!r}{did_you_mean(unknown[0], types)}")
    return kind(**{key: _value(types[key], value, f"{where}: {key}") for key, value in data.items()})


def _value(kind: Any, value: object, where: str) -> object:
    if isinstance(kind, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    if isinstance(kind, type) and is_dataclass(kind):
        return from_mapping(kind, value, where)
    if get_origin(kind) is Mapping:
        if not isinstance(value, dict):
            raise ConfigError(f"{where}: must be a table, not {value!r}")
        return {key: _value(get_args(kind)[1], item, f"{where}.{key}") for key, item in value.items()}
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise ConfigError(f"{where}: must be a list, not {value!r}")
        return tuple(_value(get_args(kind)[0], item, where) for item in value)
    asked = str if kind is Path else kind
    if type(value) is not asked:
        raise ConfigError(f"{where}: must be a {_NAMES[asked]}, not {value!r}")
    return kind(value)


_NAMES = {str: "string", int: "number", bool: "boolean"}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A guess, to stand at the end of a message; nothing where there is none."""
    close = difflib.get_close_matches(word, [str(name) for name in known], n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""

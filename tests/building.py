"""A small tree that is built again and again, and what MkDocs makes of it each time."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

import inprocess
from stillwiki import site
from stillwiki.memory import place
from stillwiki.model import Site
from stillwiki.rendering import build, environment, page
from stillwiki.stamps import Seen, Stamped, regular
from stillwiki.titles import default_namespaces

WIKI = Site("Wiki", default_namespaces())
SEAL = "stillwiki.sha256"
NOW = "2026-01-30T08:45:26Z"
BASE = f"INHERIT: {site.base_configuration()}\n"
THEME = f"theme: {{custom_dir: {environment.THEME}}}\n"
CONFIGURATION = BASE + "docs_dir: pages\nnav: [{Home: index.md}, {List: wiki/List.md}]\n" + THEME
PAGES = {
    "index.md": "---\ntitle: Home\nicon: material/home\n---\n[A](wiki/A.md) [B](wiki/B.md#Part)\n",
    "wiki/List.md": "---\ntitle: List\nsearch: {exclude: true}\n---\n* [A](A.md)\n* [B](B.md)\n",
    "wiki/A.md": "---\ntitle: A\n---\nText of *A*. [B](B.md)\n\n## Part\n\nMore. ![](../media/a.png)\n",
    "wiki/B.md": "---\ntitle: B\nsearch: {boost: 2}\n---\nOf B. [A](A.md#Part) [self](#Part)\n\n## Part\n\nMore.\n",
    "wiki/C.md": "---\ntitle: C\n---\nAlone.\n",
    "media/a.png": "no picture",
}


@dataclass
class Home:
    """A tree that is built again and again: as a whole, and of what changed."""

    path: Path
    rendered: list[str] = field(default_factory=list)
    """Pages that had to be rendered in the last build."""

    def write(self, files: Mapping[str, str | None]) -> None:
        for name, content in files.items():
            place_ = self.path / name
            if content is None:
                place_.unlink()
            else:
                place_.parent.mkdir(parents=True, exist_ok=True)
                place_.write_text(content, "utf-8")

    def build(self, *, fresh: bool = False, jobs: int = 1) -> dict[str, bytes]:
        self.rendered.clear()
        way = site.Way(fresh=fresh, jobs=jobs, seal=sealed)
        site.build(self.path / "mkdocs.yml", self.path / "site", replace(WIKI, now=NOW), way)
        return state(self.path / "site")

    def whole(self) -> dict[str, bytes] | None:
        """What MkDocs makes of it; nothing where it ends with warnings."""
        target = self.path.parent / "whole"
        shutil.rmtree(target, ignore_errors=True)
        config = load_config(str(self.path / "mkdocs.yml"), site_dir=str(target), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        except Abort:
            return None
        return state(target)

    @property
    def store(self) -> Path:
        return place(self.path / "site").with_suffix(".site.sqlite")


def sealed(staged: Path, seen: Seen, _known: Mapping[str, Stamped]) -> tuple[Path, Mapping[str, str]]:
    """As a seal of every file comes to be."""
    names = [name for name, _ in regular(staged, seen) if name != SEAL]
    digests = {name: hashlib.sha256((staged / name).read_bytes()).hexdigest() for name in names}
    (staged / SEAL).write_text(str(digests), "utf-8")
    return staged / SEAL, digests


def state(folder: Path) -> dict[str, bytes]:
    """All files but the seal, which is none of MkDocs'."""
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / SEAL)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def small(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A small tree; what `site` runs in a process of its own runs in this one."""
    found = Home(folder / "home")
    found.write({f"pages/{name}": content for name, content in PAGES.items()} | {"mkdocs.yml": CONFIGURATION})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(site._seconds(NOW)))
    inprocess.render(monkeypatch)

    def rendering(made: page.Page, *more: object) -> None:
        found.rendered.append(made.file.src_uri)
        mkdocs_build._build_page(made, *more)  # type: ignore[arg-type]

    for module in (build, page):
        monkeypatch.setattr(module, "_build_page", rendering)
    return found


def first(folder: Path) -> Home:
    """The small tree with its first site, made in a process of its own as always."""
    found = Home(folder / "home")
    found.write({f"pages/{name}": content for name, content in PAGES.items()} | {"mkdocs.yml": CONFIGURATION})
    found.build()
    return found


def copied(first: Home, home: Home) -> Home:
    """A tree with the first one's site, and what is known of it."""
    shutil.copytree(first.path, home.path, dirs_exist_ok=True)
    shutil.copy(first.store, home.store)
    return home

"""The site after any changes, and what the theme shows of other pages."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from jinja2 import Environment, nodes

from building import BASE, THEME, Home, small, state
from stillwiki.errors import OutputError
from stillwiki.rendering import environment


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return small(tmp_path, monkeypatch)


NAMES = ["index", "wiki/A", "wiki/B", "wiki/C", "wiki/D", "wiki/README", "media/E", "wiki/A/index", "wiki/.hidden"]
WORDS = ["Text. ", "## Part\n\n", "# Title\n\n", "<a id='x'></a> ", "$x^2$ ", "* item\n\n", "[^1] \n\n[^1]: Note.\n\n"]
KEYS = [
    "title: T",
    "title: U",
    "icon: material/book",
    "search: {exclude: true}",
    "hide: [toc]",
    "tags: []",
    "kind: note",
]


def a_page(chance: random.Random, pages: list[str]) -> str:
    head = "".join(f"{key}\n" for key in chance.sample(KEYS, chance.randrange(3)))
    body = "".join(chance.choices(WORDS, k=chance.randrange(5)))
    for target in chance.sample(pages, min(len(pages), chance.randrange(3))):
        body += f"[x](/{target}{chance.choice(['', '', '#Part', '#x'])}) "
    return f"---\n{head}---\n{body}\n" if head else f"{body}\n"


def a_change(chance: random.Random, folder: Path) -> dict[str, str | None]:
    """Pages edited, added, renamed, removed; files; the configuration."""
    pages = [path.relative_to(folder / "pages").as_posix() for path in folder.rglob("*.md")]
    name = f"pages/{chance.choice(NAMES)}.md"
    one = f"pages/{chance.choice(pages)}"
    kind = chance.randrange(12)
    if kind < 5:
        return {name: a_page(chance, pages)}
    if kind < 7:
        return {one: None} if not one.endswith("pages/index.md") else {}
    if kind < 8:
        return {one: None, f"{one}.moved.md": (folder / one).read_text("utf-8")} if "index" not in one else {}
    if kind < 10:
        return {f"pages/media/{chance.choice('ab')}.{chance.choice(['png', 'css', 'html'])}": str(chance.random())}
    options = ["", "site_name: Other\n", "use_directory_urls: false\n", "exclude_docs: /wiki/C.md\n"]
    return {"mkdocs.yml": CHANGEABLE + chance.choice(options)}


CHANGEABLE = f"""{BASE}docs_dir: pages
nav: [{{Home: index.md}}]
not_in_nav: "*"
validation: {{links: {{absolute_links: relative_to_docs}}}}
{THEME}"""


@pytest.mark.parametrize("seed", range(2))
def test_any_changes_give_what_mkdocs_makes_of_everything(home: Home, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # not a secret
    home.write({"mkdocs.yml": CHANGEABLE})
    good, outcomes = home.build(), set()
    for _ in range(10):
        shutil.copytree(home.path, home.path.parent / "before", ignore=shutil.ignore_patterns("site"))
        for _ in range(chance.randrange(1, 3)):
            home.write(a_change(chance, home.path))
        whole = home.whole()
        if whole is None:
            with pytest.raises(OutputError):
                home.build()
            assert state(home.path / "site") == good
            outcomes.add("refused")
            shutil.rmtree(home.path / "pages")
            shutil.copytree(home.path.parent / "before", home.path, dirs_exist_ok=True)
        else:
            good = home.build()
            assert good == whole
            outcomes.add("kept" if len(home.rendered) < len(list(home.path.rglob("*.md"))) else "all")
        shutil.rmtree(home.path.parent / "before")
    assert {"refused", "kept"} <= outcomes


# -- what the theme reads --------------------------------------------------------------------------


def templates() -> Iterator[tuple[str, nodes.Template]]:
    read = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)
    for folder in (Path(material.__file__).parent / "templates", environment.THEME):
        for path in folder.rglob("*.html"):
            if ".icons" not in path.parts and not path.name.startswith("blog"):
                yield path.relative_to(folder).as_posix(), read.parse(path.read_text("utf-8"))


def test_of_other_pages_the_theme_shows_only_what_is_part_of_the_environment() -> None:
    others, asked = set(), set()
    for _, template in templates():
        for found in template.find_all(nodes.Getattr):
            inner = found.node
            if isinstance(inner, nodes.Getattr) and inner.attr == "meta" and isinstance(inner.node, nodes.Name):
                others.add((inner.node.name, found.attr))
        asked |= {name.name for name in template.find_all(nodes.Name)}
    assert {key for name, key in others if name == "nav_item"} == set(environment.SHOWN)
    assert {name for name, _ in others} <= {"page", "nav_item", "post", "author"}, "posts are those of a plugin"
    assert not asked & {"pages", "build_date_utc"}, "which the sitemap alone reads"

"""The site that is made of what changed: byte for byte the one that MkDocs makes of everything."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import material
import pytest
from jinja2 import Environment, nodes
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

import inprocess
from stillwiki import site
from stillwiki.errors import OutputError
from stillwiki.memory import place
from stillwiki.model import Site
from stillwiki.rendering import build, environment, listing, page
from stillwiki.titles import default_namespaces

WIKI = Site("Wiki", default_namespaces())
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
        site.build(
            self.path / "mkdocs.yml", self.path / "site", replace(WIKI, now=NOW), site.Way(fresh=fresh, jobs=jobs)
        )
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


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A small tree; what `site` runs in a process of its own runs in this one."""
    found = Home(tmp_path / "home")
    found.write({f"pages/{name}": content for name, content in PAGES.items()} | {"mkdocs.yml": CONFIGURATION})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(site._seconds(NOW)))
    inprocess.render(monkeypatch)

    def rendering(made: page.Page, *more: object) -> None:
        found.rendered.append(made.file.src_uri)
        mkdocs_build._build_page(made, *more)  # type: ignore[arg-type]

    for module in (build, page):
        monkeypatch.setattr(module, "_build_page", rendering)
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The small tree's first site, made in a process of its own as always, and what is known of it."""
    found = Home(tmp_path_factory.mktemp("first") / "home")
    found.write({f"pages/{name}": content for name, content in PAGES.items()} | {"mkdocs.yml": CONFIGURATION})
    found.build()
    return found.path, found.store


@pytest.fixture
def built(home: Home, first: tuple[Path, Path]) -> Home:
    """The small tree with its first site."""
    shutil.copytree(first[0], home.path, dirs_exist_ok=True)
    shutil.copy(first[1], home.store)
    return home


def test_a_site_is_that_of_mkdocs_and_stands_where_nothing_changed(home: Home) -> None:
    whole = home.whole()
    assert home.build() == whole
    assert sorted(home.rendered) == sorted(name for name in PAGES if name.endswith(".md"))
    assert home.build() == whole
    assert home.rendered == []
    assert home.build(fresh=True) == whole
    assert len(home.rendered) == 5


def test_what_is_written_into_a_finished_site_is_not_the_old_one_s_file(home: Home) -> None:
    names = ("search/own.js", "stillwiki.sha256", "media/a.png")
    home.write({f"pages/{name}": "x" for name in names})
    home.build()
    before = [(home.path / "site" / name).stat().st_ino for name in names]
    held = [(home.path / "site" / name).open("rb") for name in names]  # so that their numbers stay theirs
    home.build()
    after = [(home.path / "site" / name).stat().st_ino for name in names]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, False, True]
    for file in held:
        file.close()


def test_templates_are_compiled_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    compile_ = Environment._compile
    monkeypatch.setattr(Environment, "_compile", lambda *given: compiled.append(given[2]) or compile_(*given))
    home.build()
    assert len([name for name in compiled if "main.html" in str(name)]) == 1
    compiled.clear()
    home.write({"pages/wiki/C.md": "Other."})
    assert home.build() == home.whole()
    assert home.rendered == ["wiki/C.md"]
    ours = [name for name in compiled if "stillwiki" in str(name)]
    assert len(ours) == len(set(ours)), "which MkDocs' own build compiled"


def test_several_processes_make_the_same(home: Home) -> None:
    more = {f"pages/wiki/P{number}.md": f"# P{number}\n[A](A.md#Part) word{number}" for number in range(40)}
    home.write(more | {"pages/wiki/A/index.md": "In the same place.", "pages/wiki/A.md": "## Part"})
    home.write({"mkdocs.yml": CONFIGURATION + 'not_in_nav: "*"\n'})
    whole = home.whole()
    assert home.build(jobs=3) == whole
    assert home.build() == whole
    assert sorted(home.rendered) == ["wiki/A.md", "wiki/A/index.md"]
    home.write({"pages/wiki/A.md": "No more."})
    assert home.whole() is None
    with pytest.raises(OutputError):
        home.build(jobs=2)
    home.write({"pages/wiki/A.md": "## Part", "pages/wiki/P7.md": "[gone](gone.md)"})
    with pytest.raises(OutputError):
        home.build(fresh=True, jobs=2)
    assert state(home.path / "site") == whole


@pytest.mark.parametrize(
    ("change", "rendered"),
    [
        ({"pages/wiki/C.md": "Other."}, "wiki/C.md"),
        ({"pages/wiki/A.md": "---\ntitle: Other\n---\n## Part\n"}, "wiki/A.md"),
        ({"pages/wiki/D.md": "New. [C](C.md)"}, "wiki/D.md"),
        ({"pages/wiki/C.md": None}, ""),
        ({"pages/wiki/C.md": None, "pages/wiki/E.md": "---\ntitle: C\n---\nAlone.\n"}, "wiki/E.md"),
        ({"pages/wiki/A.md": None, "pages/media/A.md": PAGES["wiki/C.md"]}, None),  # which B, List and Home link
        ({"pages/wiki/B.md": "No part any more."}, None),  # which Home links
        ({"pages/media/a.png": "another"}, ""),
        ({"pages/media/b.css": "a{}"}, ""),
        ({"pages/wiki/A/index.md": "In the same place."}, "wiki/A.md wiki/A/index.md"),
        ({"pages/index.md": PAGES["index.md"].replace("title: Home", "title: Other")}, "index.md"),
        ({"pages/index.md": PAGES["index.md"].replace("/home", "/book")}, "every page"),  # the navigation shows it
        ({"mkdocs.yml": CONFIGURATION.replace("List:", "All:")}, "every page"),
        ({"mkdocs.yml": CONFIGURATION + "site_name: Other\n"}, "every page"),
        ({"mkdocs.yml": CONFIGURATION + "exclude_docs: wiki/C.md\n"}, "every page but one"),
        ({"pages/404.html": "ours", "pages/search/search_index.json": "{}", "pages/x.css": "x"}, ""),
    ],
)
def test_what_depends_on_a_change_is_rendered_and_nothing_else(
    built: Home, change: dict[str, str | None], rendered: str | None
) -> None:
    before = state(built.path / "site")
    built.write(change)
    whole = built.whole()
    assert whole != before
    if rendered is None:
        assert whole is None
        with pytest.raises(OutputError):
            built.build()
        assert state(built.path / "site") == before
        built.write(
            {name: PAGES[name.removeprefix("pages/")] for name in change if name.removeprefix("pages/") in PAGES}
        )
        built.write({name: None for name in change if name.removeprefix("pages/") not in PAGES})
        assert built.build() == before
        return
    assert built.build() == whole
    many = {"every page": 5, "every page but one": 4}
    assert len(built.rendered) == many[rendered] if rendered in many else " ".join(sorted(built.rendered)) == rendered


def test_a_changed_theme_changes_every_page(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(environment.THEME, theme, ignore=shutil.ignore_patterns("vendor"))
    home.write({"mkdocs.yml": CONFIGURATION.replace(str(environment.THEME), str(theme))})
    monkeypatch.setattr(environment, "THEME", theme)
    assert home.build() == home.whole()
    assert home.build() == home.whole()
    assert home.rendered == []
    (theme / "partials/provenance.html").write_text("<p>Other</p>", "utf-8")
    (theme / "assets/stillwiki/still.css").write_text("a{}", "utf-8")
    assert home.build() == home.whole()
    assert len(home.rendered) == 5


def test_a_theme_that_is_not_ours_may_read_anything(home: Home, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}{{ nav.homepage.meta.mood }}{% endblock %}', "utf-8"
    )
    home.write({"mkdocs.yml": CONFIGURATION.replace(str(environment.THEME), str(theme))})
    home.build()
    home.write({"pages/index.md": "---\ntitle: Home\nmood: good\n---\nText."})
    assert home.build() == home.whole()
    assert len(home.rendered) == 5


@pytest.mark.parametrize(
    "told",
    [
        CONFIGURATION.replace("Home: index.md", "index.md").replace("{index.md}", "index.md"),
        CONFIGURATION.replace("nav: [", "not_in_nav: ''\nnav: # ["),
        CONFIGURATION + "extra_templates: [all.html]\n",
    ],
    ids=["a page's own title", "no navigation", "a template of all pages"],
)
def test_what_shows_other_pages_as_they_are_shows_them_so(home: Home, told: str) -> None:
    titled = {f"pages/{name}": PAGES[name].replace("title: ", "title: Q & ") for name in ("index.md", "wiki/B.md")}
    titled["pages/all.html"] = "{% for file in pages %}{{ file.page.title }} {{ file.page.content }}{% endfor %}"
    titled["pages/wiki/C.md"] = "# By its *heading*\n"
    home.write(titled | {"mkdocs.yml": told})
    for content in ("Text.", "# Other\n"):
        home.write({"pages/wiki/C.md": content})
        whole = home.whole()
        assert whole
        assert home.build(jobs=2) == whole
        assert sorted(home.rendered) == sorted(name for name in PAGES if name.endswith(".md"))


@pytest.mark.parametrize("harm", ["edited", "gone", "folder", "all"])
def test_an_output_that_is_not_what_was_made_is_made_again(built: Home, harm: str) -> None:
    whole = state(built.path / "site")
    path = built.path / "site/wiki/C/index.html"
    if harm == "edited":
        path.write_bytes(whole["wiki/C/index.html"].replace(b"Alone", b"Along"))
    elif harm == "gone":
        path.unlink()
    elif harm == "folder":
        path.unlink()
        path.mkdir()
    else:
        shutil.rmtree(built.path / "site")
    (built.path / "pages/wiki/A.md").touch()
    assert built.build() == whole
    assert built.rendered == ["wiki/C.md"] if harm != "all" else len(built.rendered) == 5


def test_a_site_that_was_carried_elsewhere_and_back_is_known_by_its_bytes(built: Home) -> None:
    whole = state(built.path / "site")
    shutil.copytree(built.path / "site", built.path / "copy")
    shutil.rmtree(built.path / "site")
    (built.path / "copy").rename(built.path / "site")
    assert built.build() == whole
    assert built.rendered == []


TAMPERED = {
    "no database": None,
    "search": "UPDATE line SET text3 = replace(text3, 'Alone', 'Along')",
    "source": "UPDATE line SET text1 = 'x'",
    "digest": "UPDATE line SET text2 = '' WHERE name = 'wiki/C.md'",
    "asked": "UPDATE line SET text4 = '', text6 = '{}'",
    "numbers": "UPDATE line SET text6 = 7, text5 = NULL, text3 = x'00'",
    "paths": "UPDATE line SET text0 = '../../../x', seal = ''",
    "state": "UPDATE state SET value = '[]'",
    "another environment": "UPDATE state SET value = substr(value, 1, 20) WHERE what = 'environment'",
    "no outputs": "DELETE FROM state WHERE what = 'outputs'",
    "no lines": "DELETE FROM line WHERE name > 'm'",
    "no table": "DROP TABLE line",
    "another table": "DROP TABLE state; CREATE TABLE state (x)",
    "another form": "DROP TABLE line; CREATE TABLE line (name TEXT, seal TEXT)",
}


@pytest.mark.parametrize("harm", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_store_that_was_harmed_costs_time_and_nothing_else(built: Home, harm: str | None) -> None:
    if harm is None:
        built.store.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    else:
        with sqlite3.connect(built.store) as base:
            base.executescript(harm)
        base.close()
    built.write({"pages/wiki/C.md": "[B](B.md#Part)"})
    assert built.build() == built.whole()
    built.write({"pages/wiki/A.md": "Without parts. [C](C.md)", "pages/wiki/B.md": "[A](A.md)", "pages/index.md": "H"})
    built.write({"pages/wiki/C.md": "No links."})
    assert built.build() == built.whole()


@pytest.mark.parametrize("column", range(7))
def test_of_a_harmed_line_nothing_is_believed(built: Home, column: int) -> None:
    with sqlite3.connect(built.store) as base:
        base.execute(f"UPDATE line SET text{column} = '[]' WHERE name = 'wiki/B.md'")  # noqa: S608  # a number
    base.close()
    built.write({"pages/wiki/A.md": "No part any more."})  # which B links
    with pytest.raises(OutputError):
        built.build()
    built.write({"pages/wiki/B.md": "[A](A.md)"})  # whose part Home links
    with pytest.raises(OutputError):
        built.build()
    built.write({"pages/index.md": "[B](wiki/B.md)"})
    assert built.build() == built.whole()


def test_the_list_of_files_is_made_where_names_change(built: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[object] = []
    list_ = listing.get_files
    monkeypatch.setattr(listing, "get_files", lambda config: listed.append(config) or list_(config))
    built.build()
    assert listed, "its folder is another than that of the first"
    for change, many in [
        ({}, 0),
        ({"pages/wiki/C.md": "Other. [A](A.md) ![](../media/a.png)"}, 0),
        ({"pages/media/a.png": "another"}, 0),
        ({"pages/wiki/D.md": "New."}, 1),
        ({"pages/wiki/D.md": None}, 1),
        ({"pages/wiki/.D.md": "Hidden."}, 1),
        ({"mkdocs.yml": CONFIGURATION + "exclude_docs: media/\n"}, 1),
        ({"mkdocs.yml": CONFIGURATION}, 1),
    ]:
        listed.clear()
        built.write(change)  # type: ignore[arg-type]
        assert built.build() == built.whole()
        assert len(listed) == many, change


def test_the_sitemap_shows_the_day(built: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    built.build()
    for day in ("2026-02-01T00:00:01Z", "2026-02-01T23:00:00Z"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(site._seconds(day)))
        built.write({"pages/wiki/C.md": day})
        assert built.build() == built.whole()
        assert built.rendered == ["wiki/C.md"]


def test_a_build_that_was_killed_before_its_site_came_is_no_lie(built: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    built.write({"pages/wiki/C.md": "Other."})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(site.swap, "install", killed)
        with pytest.raises(KeyboardInterrupt):
            built.build()
    assert built.build() == built.whole()
    assert built.rendered == ["wiki/C.md"]


# -- any changes -----------------------------------------------------------------------------------

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

"""The site that is made of what changed: byte for byte the one that MkDocs makes of everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from jinja2 import Environment

from building import CONFIGURATION, PAGES, Home, copied, first, small, state
from stillwiki import site
from stillwiki.errors import OutputError
from stillwiki.rendering import environment, listing


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return small(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return first(tmp_path_factory.mktemp("first"))


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Home) -> Home:
    """The small tree with its first site."""
    return copied(before, small(tmp_path, monkeypatch))


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

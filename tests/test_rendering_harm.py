"""A site that is made where the last one, or what is known of it, is not what it was."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from building import Home, copied, first, small, state
from stillwiki import site
from stillwiki.errors import OutputError


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return first(tmp_path_factory.mktemp("first"))


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Home) -> Home:
    """The small tree with its first site."""
    return copied(before, small(tmp_path, monkeypatch))


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

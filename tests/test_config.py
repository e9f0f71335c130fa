"""The configuration: where it is found, what it refuses, what it guesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillwiki.config import About, Config, Licence, load, load_file
from stillwiki.errors import ConfigError


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_hold_here(tmp_path: Path) -> None:
    config = load(tmp_path)
    assert (config.dump, config.pages, config.site) == (None, tmp_path / "content/pages", tmp_path / "site")


def test_every_key_has_its_type(tmp_path: Path) -> None:
    text = """
        dump = "dump/wiki.xml"
        jobs = 4
        content_namespaces = [100]
        [wiki]
        name = "Mirror"
        [licence]
        name = "CC BY-SA 4.0"
        url = "https://creativecommons.org/licenses/by-sa/4.0/"
        [namespaces]
        User = "page"
        [namespace_aliases]
        WP = 4
        [interwiki]
        w = "https://en.wikipedia.org/wiki/$1"
        [titles]
        "*" = "Category:{title}"
    """
    config = load(write(tmp_path / "stillwiki.toml", text).parent)
    assert config.dump == tmp_path / "dump/wiki.xml"
    assert (config.jobs, config.content_namespaces) == (4, (100,))
    assert config.wiki == About(name="Mirror")
    assert config.licence == Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")
    assert (config.namespaces, config.namespace_aliases) == ({"User": "page"}, {"WP": 4})
    assert config.titles == {"*": "Category:{title}"}


def test_a_file_further_up_holds_and_its_paths_are_its_own(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.stillwiki]\npages = "tree"')
    write(tmp_path / "a" / "pyproject.toml", '[project]\nname = "other"')
    assert load(tmp_path / "a" / "b").pages == tmp_path / "tree"


def test_our_own_file_goes_before_the_shared_one(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.stillwiki]\npages = "shared"')
    write(tmp_path / "stillwiki.toml", 'pages = "own"')
    assert load(tmp_path).pages == tmp_path / "own"


def test_absolute_paths_stay(tmp_path: Path) -> None:
    write(tmp_path / "stillwiki.toml", 'pages = "/elsewhere"')
    assert load(tmp_path).pages == Path("/elsewhere")


def test_a_named_file_is_taken_wherever_it_is(tmp_path: Path) -> None:
    assert load_file(write(tmp_path / "other.toml", 'site = "out"')).site == tmp_path / "out"
    with pytest.raises(ConfigError, match="no such file"):
        load_file(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('page = "x"', r"unknown key 'page' \(did you mean 'pages'\?\)"),
        ("zzz = 1", r"unknown key 'zzz'$"),
        ("[licence]\nnam = 'x'", r"licence: unknown key 'nam' \(did you mean 'name'\?\)"),
        ('jobs = "4"', "jobs: must be a number, not '4'"),
        ("jobs = true", "jobs: must be a number, not True"),
        ("dump = 1", "dump: must be a string, not 1"),
        ("licence = 'CC0'", "licence: must be a table, not 'CC0'"),
        ("interwiki = 1", "interwiki: must be a table, not 1"),
        ("content_namespaces = 'Portal'", "content_namespaces: must be a list, not 'Portal'"),
        ("[namespace_aliases]\nWP = '4'", r"namespace_aliases\.WP: must be a number, not '4'"),
        ("= broken", "stillwiki.toml: Invalid"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_guess(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "stillwiki.toml", text)
    with pytest.raises(ConfigError, match=message):
        load(tmp_path)


@pytest.mark.parametrize("text", ["tool = 1", "[tool]\nother = 1", "[tool.other]\nx = 1"])
def test_other_tools_files_are_passed_over(tmp_path: Path, text: str) -> None:
    write(tmp_path / "pyproject.toml", text)
    assert load(tmp_path) == Config(
        pages=tmp_path / "content/pages", site=tmp_path / "site", mkdocs=tmp_path / "mkdocs.yml"
    )

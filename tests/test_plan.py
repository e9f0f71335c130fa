"""Configuration and command line, settled into one plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stillwiki.config import About, Config, Licence, Vault
from stillwiki.errors import ConfigError
from stillwiki.model import Site
from stillwiki.plan import Wishes, settle, treatments
from stillwiki.titles import Namespace, default_namespaces


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "mkdocs.yml").write_text("site_name: ours", "utf-8")
    return Config(
        dump=tmp_path / "content/dump/wiki.xml",
        pages=tmp_path / "content/pages",
        site=tmp_path / "site",
        mkdocs=tmp_path / "mkdocs.yml",
        wiki=About(name="Ours"),
        licence=Licence("CC0"),
        site_url="https://me.example/",
        interwiki={"Zoo": "https://zoo.example/$1"},
        content_namespaces=(100,),
        namespaces={"User": "page"},
    )


def test_the_configuration_holds(config: Config) -> None:
    plan = settle(config, Wishes())
    assert (plan.dump, plan.pages, plan.site) == (config.dump, config.pages, config.site)
    assert (plan.mkdocs, plan.jobs) == (config.mkdocs, 1)
    assert (plan.settings.name, plan.settings.licence) == ("Ours", "CC0")
    assert plan.settings.interwiki == {"zoo": "https://zoo.example/$1"}
    assert plan.settings.content_namespaces == {0, 100}
    assert plan.namespaces == {"User": "page"}


def test_another_source_gets_nothing_of_what_is_said_of_ours(config: Config, tmp_path: Path) -> None:
    plan = settle(config, Wishes(dump=tmp_path / "other.xml"))
    assert plan.dump == tmp_path / "other.xml"
    assert (plan.settings.name, plan.settings.licence, plan.settings.interwiki, plan.namespaces) == ("", "", {}, {})
    assert (plan.pages, plan.mkdocs) == (config.pages, config.mkdocs)


def test_the_same_source_by_another_name_is_ours(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert settle(config, Wishes(dump=Path("content/dump/wiki.xml"))).settings.name == "Ours"


def test_a_configuration_without_a_source_speaks_of_the_one_that_is_named(config: Config, tmp_path: Path) -> None:
    assert settle(replace(config, dump=None), Wishes(dump=tmp_path / "a.xml")).settings.name == "Ours"


def test_other_pages_get_a_site_and_a_configuration_beside_them(config: Config, tmp_path: Path) -> None:
    plan = settle(config, Wishes(dump=tmp_path / "other.xml", pages=tmp_path / "else/pages"))
    assert (plan.site, plan.mkdocs) == (tmp_path / "else/site", None)
    assert plan.derived == tmp_path / "else/mkdocs.yml"
    assert settle(config, Wishes(pages=tmp_path / "else/pages", site=tmp_path / "out")).site == tmp_path / "out"
    assert (plan.site_url, settle(config, Wishes()).site_url) == ("", "https://me.example/")


def test_without_a_configuration_of_mkdocs_one_is_derived(config: Config) -> None:
    config.mkdocs.unlink()
    assert settle(config, Wishes()).mkdocs is None


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        (Wishes(site=Path("/x"), pages=Path("/x")), "must not lie inside one another"),
        (Wishes(site=Path("/x/site"), pages=Path("/x")), "must not lie inside one another"),
        (Wishes(site=Path("/x"), pages=Path("/x/pages")), "must not lie inside one another"),
        (Wishes(jobs=-1), "-1 processes"),
    ],
)
def test_what_cannot_be_done_is_refused(config: Config, wishes: Wishes, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        settle(config, wishes)


def test_a_source_is_needed(config: Config) -> None:
    with pytest.raises(ConfigError, match="no source"):
        settle(replace(config, dump=None), Wishes())


def test_wiki_and_vault_are_taken_together_unless_one_is_named(config: Config) -> None:
    both = replace(config, notes=Path("vault"))
    assert (settle(both, Wishes()).dump, settle(both, Wishes()).notes) == (config.dump, Path("vault"))
    assert settle(both, Wishes(dump=config.dump)).notes is None


def test_a_vault_alone_gets_nothing_of_what_is_said_of_the_wiki(config: Config) -> None:
    plan = settle(config, Wishes(notes=Path("vault")))
    assert (plan.dump, plan.notes, plan.settings.name, plan.settings.licence) == (None, Path("vault"), "", "")


def test_another_vault_gets_nothing_of_what_is_said_of_ours_either(config: Config) -> None:
    both = replace(config, notes=Path("vault"), vault=Vault("Ours"))
    assert settle(both, Wishes(notes=Path("vault"))).vault.name == "Ours"
    assert settle(both, Wishes(notes=Path("other"))).vault.name == ""


def test_no_jobs_are_one_for_each_processor(config: Config) -> None:
    assert settle(config, Wishes(jobs=0)).jobs >= 1
    assert settle(config, Wishes(jobs=3)).jobs == 3


LOCAL = default_namespaces("Wiki") | {14: Namespace(14, "Kategorie"), 100: Namespace(100, "Portal")}
SITE = Site("Wiki", LOCAL, content_namespaces=frozenset({0, 100}))


def test_what_becomes_of_namespaces_by_default() -> None:
    found = treatments(SITE, {})
    assert {key for key, kind in found.items() if kind == "page"} == {0, 4, 6, 12, 14, 100}
    assert {key for key, kind in found.items() if kind == "source"} == {10, 828}
    assert set(treatments(replace(SITE, namespaces={0: LOCAL[0], 10: LOCAL[10]}), {})) == {0, 10}


def test_what_becomes_of_namespaces_by_any_of_their_names() -> None:
    wanted = {"user": "page", "Category": "off", "Portal": "source", "11": "page", "": "source", "Template": "page"}
    found = treatments(SITE, wanted)
    assert (found[2], found[100], found[11], found[0], found[10]) == ("page", "source", "page", "source", "page")
    assert 14 not in found


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"Portals": "page"}, r"no namespace 'Portals' \(did you mean 'Portal'\?\)"),
        ({"999": "page"}, "no namespace '999'"),
        ({"Portal": "pages"}, r"'pages' is none of page, source, off \(did you mean 'page'\?\)"),
    ],
)
def test_namespaces_that_do_not_exist_are_refused(wanted: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        treatments(SITE, wanted)

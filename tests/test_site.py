"""From the tree to the site: derived configurations, and replacing a site."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from stillwiki import site as site_
from stillwiki.config import Config
from stillwiki.errors import OutputError
from stillwiki.model import Site
from stillwiki.plan import Wishes, settle
from stillwiki.serve import server
from stillwiki.titles import default_namespaces

WIKI = Site(
    "Wiki of <Methods>", default_namespaces(), language="ltg", licence="CC BY", licence_url="https://cc.example/"
)
NOW = "2026-01-30T08:45:26Z"


def derived(tmp_path: Path, wiki: Site = WIKI, tree: tuple[str, ...] = ("index.md",)) -> dict[str, object]:
    wishes = Wishes(Path("x"), pages=tmp_path / "pages", site=tmp_path / "out/site", site_url="https://me.example/x/")
    text = site_.derived(site_.base_configuration(), wiki, settle(Config(), wishes), tree)
    found: dict[str, object] = yaml.safe_load(text)
    return found


def test_a_derived_configuration_inherits_ours(tmp_path: Path) -> None:
    found = derived(tmp_path)
    assert found["INHERIT"] == str(site_.base_configuration().resolve())
    assert (found["site_name"], found["site_url"]) == ("Wiki of <Methods>", "https://me.example/x/")
    assert (found["docs_dir"], found["site_dir"]) == ("pages", "out/site")
    assert found["copyright"] == (
        'Text: <a href="https://cc.example/" rel="license">CC BY</a>, by the authors named on each page.'
    )


def test_a_licence_nobody_named_is_not_claimed(tmp_path: Path) -> None:
    assert derived(tmp_path, replace(WIKI, licence=""))["copyright"] is None
    assert derived(tmp_path, replace(WIKI, licence="<b>", licence_url="javascript:x"))["copyright"] == (
        "Text: &lt;b&gt;, by the authors named on each page."
    )


def test_navigation_leads_to_pages_that_exist(tmp_path: Path) -> None:
    assert derived(tmp_path)["nav"] == [{"Home": "index.md"}]
    base = tmp_path / "mkdocs.yml"
    base.write_text("nav:\n" + "".join(f"- P{n}: p{n}.md\n" for n in range(20)) + "x: !!python/name:a.b ''\n", "utf-8")
    assert len(site_.navigation(base, [f"p{n}.md" for n in range(20)])) == site_.MAX_NAVIGATION


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"),
        ("de", "de"),
        ("de-at", "de"),
        ("pt-br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("no", "nb"),
        ("ltg", "en"),
    ],
)
def test_the_theme_speaks_the_nearest_language(code: str, language: str) -> None:
    assert site_.theme_language(code) == language


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pages/wiki").mkdir(parents=True)
    (tmp_path / "pages/index.md").write_text("# Home\n\n[A](wiki/A.md)\n", "utf-8")
    (tmp_path / "pages/wiki/A.md").write_text("# A\n", "utf-8")
    plan = settle(Config(), Wishes(Path("x"), pages=tmp_path / "pages"))
    text = site_.derived(site_.base_configuration(), replace(WIKI, language="de"), plan, {"index.md"})
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    return tmp_path


def test_a_site_takes_the_place_of_the_old_one_when_it_is_whole(project: Path) -> None:
    site_.build(project / "mkdocs.yml", project / "site", replace(WIKI, now=NOW))
    assert '<html lang="de"' in (project / "site/wiki/A/index.html").read_text("utf-8")
    (project / "site/left.html").write_text("", "utf-8")
    (project / "pages/index.md").write_text("[gone](gone.md)\n", "utf-8")
    with pytest.raises(OutputError, match=r"gone\.md"):
        site_.build(project / "mkdocs.yml", project / "site", replace(WIKI, now=NOW))
    assert (project / "site/left.html").exists(), "a build that fails leaves the last good site"
    assert {path.name for path in project.iterdir()} == {"pages", "site", "mkdocs.yml"}, "and nothing beside it"
    (project / "pages/index.md").write_text("# Home\n", "utf-8")
    site_.build(project / "mkdocs.yml", project / "site", replace(WIKI, now=NOW))
    assert not (project / "site/left.html").exists()
    assert {path.name for path in project.iterdir()} == {"pages", "site", "mkdocs.yml"}


def test_what_we_did_not_make_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    site_.refuse_others(tmp_path / "home", tmp_path / "mkdocs.yml")
    (tmp_path / "home/precious.txt").write_text("x", "utf-8")
    with pytest.raises(OutputError, match="holds no site of MkDocs"):
        site_.refuse_others(tmp_path / "home")
    (tmp_path / "mkdocs.yml").write_text("site_name: mine", "utf-8")
    with pytest.raises(OutputError, match="not written by Stillwiki"):
        site_.refuse_others(tmp_path / "site", tmp_path / "mkdocs.yml")


def test_the_built_site_is_served_with_its_own_404_page(tmp_path: Path) -> None:
    (tmp_path / "wiki/A").mkdir(parents=True)
    (tmp_path / "index.html").write_text('<link rel="canonical" href="https://me.example/mirror/">', "utf-8")
    (tmp_path / "404.html").write_text("our own words", "utf-8")
    (tmp_path / "wiki/A/index.html").write_text("page A", "utf-8")
    with server(tmp_path, "127.0.0.1", 0) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        root = f"http://127.0.0.1:{running.server_address[1]}"
        try:
            for path in ("/wiki/A/", "/mirror/wiki/A/", "/wiki/A"):
                with urllib.request.urlopen(root + path) as answer:  # noqa: S310  # our own server
                    assert answer.read() == b"page A"
            with pytest.raises(urllib.error.HTTPError) as error:
                urllib.request.urlopen(root + "/wiki/B/")  # noqa: S310
            with error.value as answer:
                assert (answer.code, answer.read()) == (404, b"our own words")
        finally:
            running.shutdown()
            thread.join()


def test_only_a_site_is_served(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no site"):
        server(tmp_path, "127.0.0.1", 0)


def test_a_folder_that_holds_nothing_is_no_file_to_make_sure_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins: [another]\n", "utf-8")  # so that MkDocs itself makes the site
    target = tmp_path / "site"

    def run(*_: object, **__: object) -> None:
        (site_.swap.staging(target) / "bare").mkdir(parents=True)
        (site_.swap.staging(target) / "404.html").write_text("none", "utf-8")

    monkeypatch.setattr(site_, "_run", run)
    built = site_.build(tmp_path / "mkdocs.yml", target, Site("Wiki", {}))
    assert sorted(path for path, _ in built.seen) == [f"{target}/404.html", f"{target}/bare"]
    assert (target / "404.html").read_text("utf-8") == "none"

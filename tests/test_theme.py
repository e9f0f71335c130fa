"""A tree of a few pages, rendered with the real `mkdocs.yml`: what the theme makes of front matter."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from stillwiki.weave import redirects, special

ROOT = Path(__file__).parent.parent
THEME = ROOT / "src/stillwiki/theme"
NAME = "Test wiki <b>"
EVIL = "\"><script>alert('x')</script>"

FULL = {
    "title": "Q&A “quoted” 'it'",
    "heading": "<i>Q</i>&amp;A",
    "kind": "article",
    "description": EVIL,
    "source": {
        "kind": "wiki",
        "wiki": "Test wiki",
        "revision": 34,
        "timestamp": "2026-01-30T06:47:18Z",
        "authors": ["Ann", EVIL, "Cid"],
        "anonymous": 2,
        "url": "https://wiki.example/wiki/Q%26A",
        "history": "javascript:alert(1)",
        "licence": {"name": "CC BY-SA 4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/"},
    },
    "categories": [{"title": "Letters", "url": "wiki/B/"}, {"title": "Upkeep", "url": "wiki/B/", "hidden": True}],
    "aliases": ["Q and A", EVIL],
    "backlinks": [{"title": EVIL, "url": "wiki/B/"}],
    "links_here": {"count": 73, "url": "wiki/B/"},
    "languages": [{"title": "Frage", "url": "https://de.example/F", "language": "de"}],
}
PAGES: dict[str, tuple[dict[str, object], str]] = {
    "index.md": ({"title": "Main Page", "kind": "home"}, "Welcome to [A](wiki/A.md)."),
    "wiki/A.md": (FULL, "Text.\n\n## One\n\n## Two\n\n## Three\n"),
    "wiki/B.md": ({"title": "B"}, "No more than [text](A.md#Two)."),
} | {path: ({"title": "Special"}, "A list.") for path in special.paths().values()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a foreign wiki whose configuration inherits ours; MkDocs has nothing to say about it."""
    folder = tmp_path_factory.mktemp("wiki")
    for path, (meta, body) in PAGES.items():
        target = folder / "pages" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\n{yaml.safe_dump(meta, allow_unicode=True)}---\n\n{body}", "utf-8")
    told: dict[str, object] = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_name": NAME,
        "docs_dir": "pages",
        "site_dir": "site",
    }
    told |= {
        "theme": {"custom_dir": str(THEME)},
        "extra": {"language": "ltg"},
        "nav": [{"Home": "index.md"}, {"All": "wiki/Special/AllPages.md"}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(told), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    environment = {"NO_MKDOCS_2_WARNING": "1", "PATH": ""}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder / "site"


def read(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / path / "index.html").read_text("utf-8"))


def said(page: LexborHTMLParser, css: str) -> str:
    found = page.css_first(css)
    return " ".join(found.text().split()) if found else ""


def test_an_article_shows_what_its_front_matter_says(site: Path) -> None:
    page = read(site, "wiki/A")
    assert page.css_first("h1").inner_html == "<i>Q</i>&amp;A"
    assert said(page, "title") == "Q&A “quoted” 'it' - Test wiki ‹b›"
    assert said(page, "nav.categories") == "Categories: Letters"
    assert said(page, "nav.categories.hidden") == "Hidden categories: Upkeep"
    assert said(page, "nav.languages") == "Languages: Frage (de)"
    assert said(page, ".backlinks summary") == "What links here (73)"
    assert said(page, ".backlinks p") == "All 73 pages that link here"
    assert said(page, ".provenance") == (
        f"From Test wiki, revision 34 of 2026-01-30 (history). Written by Ann, {EVIL}, Cid and 2 anonymous edits. "
        "How old is this mirror? Licence: CC BY-SA 4.0."
    )
    assert [a.attributes["href"] for a in page.css("nav.categories a")] == ["../Special/Categories/", "../B/", "../B/"]


@pytest.mark.parametrize(
    ("authors", "anonymous", "said_of_them"),
    [
        (["A"], 0, "Written by A."),
        (["A", "B"], 0, "Written by A and B."),
        (["A", "B", "C"], 0, "Written by A, B and C."),
        (["A"], 1, "Written by A and 1 anonymous edit."),
        ([], 3, "Written by 3 anonymous edits."),
        ([], 0, ""),
    ],
)
def test_authors_are_listed_as_people_write(authors: list[str], anonymous: int, said_of_them: str) -> None:
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415

    macro = "{% macro outside(address, text) %}{{ text }}{% endmacro %}"
    environment = Environment(loader=FileSystemLoader(THEME))  # noqa: S701 - as MkDocs makes it
    page = environment.from_string(macro + "{% include 'partials/provenance.html' %}")
    html = page.render(source={"wiki": "W", "authors": authors, "anonymous": anonymous})
    assert " ".join(re.sub(r"</?(?:p|bdi)[^>]*>", "", html).split()) == f"From W. {said_of_them}".strip()


def test_a_text_that_is_not_as_promised_is_marked() -> None:
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415

    macro = "{% macro outside(address, text) %}{{ text }}{% endmacro %}"
    environment = Environment(loader=FileSystemLoader(THEME))  # noqa: S701 - as MkDocs makes it
    page = environment.from_string(macro + "{% include 'partials/provenance.html' %}")
    warning = "The text is not what the wiki's own checksum of it says."
    assert warning in page.render(source={"wiki": "W", "altered": True})
    assert warning not in page.render(source={"wiki": "W"})


def test_front_matter_cannot_bring_markup_or_scripts(site: Path) -> None:
    html = (site / "wiki/A/index.html").read_text("utf-8")
    assert "<script>alert" not in html
    assert "javascript:" not in html
    page = read(site, "wiki/A")
    assert page.css_first("meta[name=description]").attributes["content"] == EVIL


def test_the_home_page_is_titled_with_the_name_of_the_wiki(site: Path) -> None:
    assert said(read(site, "."), "h1") == "Test wiki ‹b›"


def test_the_name_of_a_wiki_is_no_markup(site: Path) -> None:
    assert all("<b>" not in path.read_text("utf-8") for path in site.rglob("*.html"))


def test_articles_say_their_language_where_the_theme_does_not_speak_it(site: Path) -> None:
    assert read(site, "wiki/B").css_first("article").attributes["lang"] == "ltg"


def test_contents_are_folded_into_pages_that_have_several_headings(site: Path) -> None:
    assert [a.attributes["href"] for a in read(site, "wiki/A").css("details.contents a")] == ["#One", "#Two", "#Three"]
    assert read(site, "wiki/B").css_first("details.contents") is None


def test_a_page_without_front_matter_of_its_own_has_nothing_below(site: Path) -> None:
    assert read(site, "wiki/B").css_first(".about-page") is None


def test_dead_addresses_lead_on(site: Path) -> None:
    page = LexborHTMLParser((site / "404.html").read_text("utf-8"))
    links = [a.attributes["href"] for a in page.css("article a")]
    base = "/ai-interpretability-wiki/"
    assert links == [base, f"{base}wiki/Special/AllPages/", f"{base}wiki/Special/Random/", base]


def test_nothing_is_fetched_from_another_host(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = LexborHTMLParser(path.read_text("utf-8"))
        fetched = [n.attributes.get("src") for n in page.css("[src]")]
        fetched += [n.attributes.get("href") for n in page.css("link:not([rel=canonical])")]
        assert not [address for address in fetched if address and re.match(r"(?:https?:)?//", address)], path
    for path in (site / "assets/stillwiki").iterdir():
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", path.read_text("utf-8")), path


def test_the_script_of_redirects_is_where_the_stubs_expect_it(site: Path) -> None:
    assert (site / redirects.SCRIPT).is_file()


def test_the_frame_of_a_page_is_small(site: Path) -> None:
    assert (site / "wiki/B/index.html").stat().st_size < 16_000


def test_navigation_stays_small_and_is_written_out() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    told = yaml.safe_load(re.sub(r"!!python/name:\S+|!ENV", "", text))
    assert len(told["nav"]) <= 10
    assert all(isinstance(entry, dict) for entry in told["nav"])
    woven = set(special.paths().values())
    assert {path for entry in told["nav"] for path in entry.values() if "/Special/" in path} <= woven
    assert all(f"{url.rstrip('/')}.md" in woven for url in told["extra"]["special"].values())


def test_where_only_the_newest_revision_is_held_others_may_have_written_it() -> None:
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415

    macro = "{% macro outside(address, text) %}{{ text }}{% endmacro %}"
    environment = Environment(loader=FileSystemLoader(THEME))  # noqa: S701 - as MkDocs makes it
    page = environment.from_string(macro + "{% include 'partials/provenance.html' %}")
    html = page.render(source={"wiki": "W", "authors": ["A"], "earlier": True})
    said = "Last edited by A; those who wrote before are named in the wiki's history."
    assert said in " ".join(re.sub(r"</?(?:p|bdi)[^>]*>", "", html).split())

"""The dump reader: what it takes from an export, what it refuses, what it makes of a broken one."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki import sources
from stillwiki.errors import SourceError
from stillwiki.model import Page
from stillwiki.sources import Settings, Wiki
from stillwiki.sources.siteinfo import SiteInfo, site

SITEINFO = """<siteinfo>
<sitename>Wiki of Methods</sitename><dbname>methodswiki</dbname>
<base>https://methods.example.org/wiki/Main_Page</base><generator>MediaWiki 1.45.1</generator><case>first-letter</case>
<namespaces>
<namespace key="-1" case="first-letter">Special</namespace><namespace key="0" case="first-letter" />
<namespace key="2" case="first-letter">User</namespace>
<namespace key="4" case="first-letter">Wiki of Methods</namespace>
<namespace key="6" case="first-letter">Datei</namespace><namespace key="8" case="first-letter">MediaWiki</namespace>
<namespace key="10" case="first-letter">Vorlage</namespace><namespace key="14" case="first-letter">Kategorie</namespace>
<namespace key="828" case="first-letter">Modul</namespace><namespace key="2302" case="case-sensitive">Gadget</namespace>
</namespaces></siteinfo>"""

Read = Callable[..., Wiki]


def revision(text: str = "", number: int = 1, timestamp: str = "2026-01-01T00:00:00Z", extra: str = "") -> str:
    return (
        f"<revision><id>{number}</id><timestamp>{timestamp}</timestamp>{extra}"
        f'<text xml:space="preserve">{escape(text)}</text></revision>'
    )


def page(title: str, *revisions: str, extra: str = "") -> str:
    return f"<page><title>{escape(title)}</title><ns>0</ns><id>7</id>{extra}{''.join(revisions or [revision()])}</page>"


def export(*pages: str, version: str = "0.11", siteinfo: str = SITEINFO, language: str = "de") -> str:
    head = (
        f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-{version}/" version="{version}" xml:lang="{language}">'
    )
    return f"{head}\n{siteinfo}\n{''.join(pages)}</mediawiki>\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(xml: str | bytes, settings: Settings | None = None) -> Wiki:
        path = tmp_path / "wiki.xml"
        path.write_bytes(xml.encode() if isinstance(xml, str) else xml)
        return sources.read(path, settings)

    return reader


def only(wiki: Wiki) -> Page:
    [found] = wiki.pages
    return found


def codes(wiki: Wiki) -> list[str]:
    return [d.code for d in wiki.diagnostics]


def test_siteinfo_becomes_the_site(read: Read) -> None:
    site = read(export(page("A"))).site
    assert (site.name, site.database, site.generator) == ("Wiki of Methods", "methodswiki", "MediaWiki 1.45.1")
    assert (site.language, site.server, site.article_path) == ("de", "https://methods.example.org", "/wiki/$1")
    assert site.main_page == "Main Page"
    assert site.namespaces[10].name == "Vorlage"
    assert site.namespaces[2302].case_sensitive
    assert site.namespaces[10].subpages
    assert not site.namespaces[0].subpages


@pytest.mark.parametrize(
    ("base", "server", "article_path", "main_page"),
    [
        ("https://k.example/wiki/Main_Page", "https://k.example", "/wiki/$1", "Main Page"),
        ("https://k.example/wiki/Portal/Start%C3%BCck", "https://k.example", "/wiki/$1", "Portal/Startück"),
        ("http://k.example:8080/w/index.php/Start", "http://k.example:8080", "/w/index.php/$1", "Start"),
        ("http://k.example/w/index.php?title=Main_Page", "http://k.example", "/w/index.php?title=$1", "Main Page"),
        ("//k.example/Hauptseite", "https://k.example", "/$1", "Hauptseite"),
        ("", "", "/wiki/$1", "Main Page"),
        ("http://[broken/wiki/X", "", "/wiki/$1", "Main Page"),
    ],
)
def test_address_of_the_main_page_tells_the_rest(
    read: Read, base: str, server: str, article_path: str, main_page: str
) -> None:
    site = read(export(page("A")), Settings(base=base)).site if base else read(export(page("A"), siteinfo="")).site
    assert (site.server, site.article_path, site.main_page) == (server, article_path, main_page)


def test_settings_win_over_siteinfo(read: Read) -> None:
    settings = Settings(name="Mirror", language="fr", licence="CC0", now="2030-01-01T00:00:00Z")
    site = read(export(page("A")), settings).site
    assert (site.name, site.language, site.licence, site.now) == ("Mirror", "fr", "CC0", "2030-01-01T00:00:00Z")


def test_the_clock_is_the_newest_revision(read: Read) -> None:
    pages = [
        page("A", revision(timestamp="2024-05-01T00:00:00Z")),
        page("B", revision(timestamp="2025-05-01T00:00:00Z")),
    ]
    assert read(export(*pages)).site.now == "2025-05-01T00:00:00Z"


@pytest.mark.parametrize("version", ["0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.10", "0.11"])
def test_every_version_is_read(read: Read, version: str) -> None:
    assert only(read(export(page("A", revision("text")), version=version))).text == "text"


def test_old_exports_give_one_case_for_all_namespaces(read: Read) -> None:
    siteinfo = '<siteinfo><case>case-sensitive</case><namespaces><namespace key="0" /></namespaces></siteinfo>'
    wiki = read(export(page("iPod"), page("IPod"), siteinfo=siteinfo, version="0.3"))
    assert [p.title.full for p in wiki.pages] == ["IPod", "iPod"]


def test_prefixed_elements_are_known_by_their_local_names(read: Read) -> None:
    xml = export(page("A", revision("text"))).replace("xmlns=", "xmlns:mw=")
    for name in ("mediawiki", "page", "title", "revision", "text"):
        xml = xml.replace(f"<{name}", f"<mw:{name}").replace(f"</{name}", f"</mw:{name}")
    assert only(read(xml)).text == "text"


def test_an_export_without_siteinfo_has_english_namespaces(read: Read) -> None:
    assert only(read(export(page("Category:X"), siteinfo=""))).title.namespace == 14


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_latest_revision_wins_in_any_order(read: Read, order: tuple[int, ...]) -> None:
    stamps = {1: "2024-01-01T00:00:00Z", 2: "2025-01-01T00:00:00Z", 3: "2025-01-01T00:00:00Z"}
    found = only(read(export(page("A", *(revision(f"text {n}", n, stamps[n]) for n in order)))))
    assert (found.text, found.revision.id) == ("text 3", 3)
    assert [r.id for r in found.history] == [1, 2, 3]


def test_full_and_current_dump_differ_in_history_alone(read: Read) -> None:
    old, new = revision("old", 1, "2024-01-01T00:00:00Z"), revision("new", 2, "2025-01-01T00:00:00Z")
    full, current = read(export(page("A", old, new))), read(export(page("A", new)))
    assert only(full).history != only(current).history
    assert (only(full).text, only(full).revision) == (only(current).text, only(current).revision)
    assert full.site == current.site


def test_what_a_revision_records(read: Read) -> None:
    extra = (
        "<parentid>4</parentid><contributor><username>Ada</username><id>3</id></contributor><minor />"
        "<comment>first &amp; last</comment><sha1>abc</sha1>"
    )
    found = only(read(export(page("A", revision("ä", 5, extra=extra))))).revision
    assert (found.author, found.anonymous, found.minor, found.comment) == ("Ada", False, True, "first & last")
    assert (found.parent, found.sha1, found.size) == (4, "abc", 2)


def test_a_missing_digest_is_made(read: Read) -> None:
    assert only(read(export(page("A", revision(""))))).revision.sha1 == "phoiac9h4m842xq45sp7s6u21eteeq1"


@pytest.mark.parametrize(
    "contributor",
    [
        "<ip>192.0.2.1</ip>",
        "<username>192.0.2.1</username>",
        "<username>w&gt;2001:db8::1</username>",
        "<username>192.0.2.xxx</username>",
        "<username>cache.example.xxx</username>",
    ],
)
def test_addresses_of_visitors_are_never_kept(read: Read, contributor: str) -> None:
    found = only(read(export(page("A", revision(extra=f"<contributor>{contributor}</contributor>"))))).revision
    assert (found.author, found.anonymous) == ("", True)


def test_a_user_may_have_a_number_for_a_name(read: Read) -> None:
    extra = "<contributor><username>1234</username></contributor>"
    assert only(read(export(page("A", revision(extra=extra))))).revision.author == "1234"


def test_hidden_contributors_and_comments_stay_hidden(read: Read) -> None:
    extra = '<contributor deleted="deleted" /><comment deleted="deleted" />'
    found = only(read(export(page("A", revision(extra=extra))))).revision
    assert (found.author, found.anonymous, found.comment) == ("", False, "")


@pytest.mark.parametrize("text", ['<text deleted="deleted" bytes="9" />', '<text bytes="9" />', ""])
def test_a_revision_without_text_gives_way_to_the_one_before(read: Read, text: str) -> None:
    lost = f"<revision><id>2</id><timestamp>2026-06-01T00:00:00Z</timestamp>{text}</revision>"
    wiki = read(export(page("A", revision("there", 1), lost)))
    assert (only(wiki).text, only(wiki).revision.id, codes(wiki)) == ("there", 1, ["revision-missing-text"])


def test_a_page_whose_only_text_is_lost_is_empty_and_reported(read: Read) -> None:
    wiki = read(export(page("A", '<revision><id>2</id><text bytes="9" /></revision>')))
    assert (only(wiki).text, codes(wiki)) == ("", ["revision-missing-text"])


def test_an_empty_text_is_a_text(read: Read) -> None:
    wiki = read(export(page("A", '<revision><id>2</id><text bytes="0" xml:space="preserve" /></revision>')))
    assert (only(wiki).text, codes(wiki)) == ("", [])


def test_a_page_without_revisions_is_reported(read: Read) -> None:
    wiki = read(export("<page><title>A</title></page>"))
    assert (wiki.pages, codes(wiki)) == ((), ["revision-missing-text"])


def test_text_is_kept_as_it_is(read: Read) -> None:
    text = "\n  a\u00a0b <nowiki>&amp;</nowiki>\t\n\n"
    assert only(read(export(page("A", revision(text))))).text == text


def test_other_slots_and_uploads_are_not_the_text(read: Read) -> None:
    slot = "<content><role>mediainfo</role><model>json</model><text>{}</text></content>"
    upload = (
        "<upload><timestamp>2030-01-01T00:00:00Z</timestamp><contributor><ip>192.0.2.9</ip></contributor>"
        "<comment>up</comment><filename>A.png</filename><contents encoding='base64'>AAAA</contents></upload>"
    )
    wiki = read(export(page("Datei:A.png", revision("text", extra="<model>wikitext</model>" + slot), upload)))
    found = only(wiki)
    assert (found.text, found.model, found.revision.anonymous) == ("text", "wikitext", False)
    assert wiki.site.now == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("Modul:Box", "Scribunto"),
        ("Modul:Box/doc", "wikitext"),
        ("MediaWiki:Common.css", "css"),
        ("MediaWiki:Gadget.js", "javascript"),
        ("User:Ada/common.js", "javascript"),
        ("User:Ada.js", "wikitext"),
        ("Vorlage:Box/styles.css", "sanitized-css"),
        ("Vorlage:Box.css", "wikitext"),
        ("Node.js", "wikitext"),
    ],
)
def test_the_model_follows_from_the_title_where_the_dump_is_silent(read: Read, title: str, model: str) -> None:
    assert only(read(export(page(title)))).model == model


def test_the_model_the_dump_names_counts(read: Read) -> None:
    assert only(read(export(page("A", revision(extra="<model>json</model>"))))).model == "json"


def test_redirects_keep_the_target_as_the_export_names_it(read: Read) -> None:
    wiki = read(export(page("A", revision("#REDIRECT [[B#C]]"), extra='<redirect title="B" />')))
    assert only(wiki).redirect == "B"


def test_titles_are_normalised_and_keyed_in_the_wiki_s_own_words(read: Read) -> None:
    wiki = read(export(page("category:models_and  methods"), page("Kategorie:B"), page("Gadget:x")))
    assert [p.title.full for p in wiki.pages] == ["Gadget:x", "Kategorie:B", "Kategorie:Models and methods"]


@pytest.mark.parametrize("title", ["", "A|B", "A#B", "../A", "x" * 256, "&amp;lt;"])
def test_impossible_titles_are_left_out_and_reported(read: Read, title: str) -> None:
    wiki = read(export(page(title), page("Good")))
    assert ([p.title.full for p in wiki.pages], codes(wiki)) == (["Good"], ["title-invalid"])


def test_of_two_pages_of_one_title_the_later_revision_stays(read: Read) -> None:
    new, old = page("A", revision("new", 2, "2026-02-01T00:00:00Z")), page("a", revision("old", 1))
    for pages in ((new, old), (old, new)):
        wiki = read(export(*pages))
        assert (only(wiki).text, codes(wiki)) == ("new", ["title-duplicate"])


def test_a_page_that_exists_takes_its_prefix_from_the_other_wikis(read: Read) -> None:
    settings = Settings(interwiki={"doom": "https://doom.example/$1", "zoo": "https://zoo.example/$1"})
    wiki = read(export(page("Doom: a study")), settings)
    assert only(wiki).title.namespace == 0
    assert "doom" not in wiki.site.interwiki
    assert {"zoo", "wikipedia"} <= wiki.site.interwiki.keys()


def test_pages_come_in_the_order_of_titles(read: Read) -> None:
    assert [p.title.full for p in read(export(page("B"), page("A"))).pages] == ["A", "B"]


def test_packed_dumps_are_known_by_their_first_bytes(read: Read) -> None:
    assert only(read(gzip.compress(export(page("A", revision("text"))).encode()))).text == "text"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE mediawiki [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE mediawiki SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE html>",
    ],
)
def test_document_types_and_entities_are_refused(read: Read, declared: str) -> None:
    with pytest.raises(SourceError, match="document type declaration"):
        read(declared + export(page("A")))


@pytest.mark.parametrize("xml", ["", "   ", "== Wikitext ==", "\x00\x01", "<html></html>"])
def test_what_is_no_export_is_refused(read: Read, xml: str) -> None:
    with pytest.raises(SourceError, match="no MediaWiki export"):
        read(xml)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.xml: there is no such file"):
        sources.read(tmp_path / "nowhere.xml")


def test_a_dump_that_breaks_off_keeps_its_complete_pages(read: Read) -> None:
    xml = export(page("A", revision("one")), page("B", revision("two")), page("C", revision("three")))
    wiki = read(xml[: xml.index("three")])
    assert [p.text for p in wiki.pages] == ["one", "two"]
    [found] = wiki.diagnostics
    assert (found.code, found.page) == ("dump-truncated", "B")


def test_a_message_of_a_dying_server_breaks_a_dump_off(read: Read) -> None:
    xml = export(page("A", revision("one"))).replace("</mediawiki>", "<page><title>B<br />\n<b>Fatal error</b>")
    wiki = read(xml)
    assert ([p.text for p in wiki.pages], codes(wiki)) == (["one"], ["dump-truncated"])


MANY = export(*(page(f"Page {n}", revision(f"text {n} äöü", n + 1)) for n in range(40))).encode()
PACKED = gzip.compress(MANY, mtime=0)


@given(st.booleans(), st.integers(min_value=0, max_value=len(MANY)))
def test_a_dump_cut_anywhere_never_crashes(tmp_path_factory: pytest.TempPathFactory, packed: bool, cut: int) -> None:  # noqa: FBT001
    whole = PACKED if packed else MANY
    data = whole[: cut % (len(whole) + 1)]
    path = tmp_path_factory.mktemp("cut") / "wiki.xml"
    path.write_bytes(data)
    try:
        wiki = sources.read(path)
    except SourceError:
        assert len(data) < 200, "only what does not reach the root element is no export"
        return
    assert all(p.text.startswith("text") and p.text.endswith("äöü") for p in wiki.pages)
    if not packed:
        assert len(wiki.pages) == data.count(b"</page>")
        assert ("dump-truncated" in codes(wiki)) == (b"</mediawiki>" not in data)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "wiki.xml"
    path.write_bytes(b"<mediawiki>" + data)
    with suppress(SourceError):
        assert codes(sources.read(path)) == ["dump-truncated"]


def test_a_namespace_never_has_a_name_that_no_title_can_have() -> None:
    info = SiteInfo({"sitename": "W"}, [("100", "first-letter", "Por[t]al:&lt;x{}")])
    assert site(info, Settings()).namespaces[100].name == "Portallt;x"


def test_wikimedia_s_wikis_know_their_languages() -> None:
    here = site(SiteInfo({"base": "https://ltg.wikipedia.org/wiki/Suoku_puslopa"}), Settings())
    assert here.interwiki["lv"] == "https://lv.wikipedia.org/wiki/$1"
    assert "lv" in here.language_links
    assert not site(SiteInfo({"base": "https://k.miraheze.org/wiki/Main_Page"}), Settings()).language_links

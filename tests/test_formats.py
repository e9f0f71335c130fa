"""How dumps come packed, what in them is checked, and several of one wiki as one."""

from __future__ import annotations

import lzma
from collections.abc import Callable
from functools import cache
from pathlib import Path

import py7zr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from packing import PACKERS, SEVEN_ZIP_FILTERS, seven, tar, zstd
from stillwiki import sources
from stillwiki.errors import SourceError
from stillwiki.sources import Settings, Wiki, formats
from stillwiki.sources.digest import sha1
from stillwiki.sources.export import Export
from test_dump import MANY, codes, export, only, page, revision

SINGLE = {name: pack for name, pack in PACKERS.items() if name not in {"plain", "7z", "tar", "tar.gz"}}


def read(tmp_path: Path, *dumps: bytes | str) -> Wiki:
    paths = []
    for number, dump in enumerate(dumps):
        paths.append(tmp_path / f"{number}.dump")
        paths[-1].write_bytes(dump.encode() if isinstance(dump, str) else dump)
    return sources.read(paths)


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_dumps_are_read_however_they_are_packed(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    wiki = read(tmp_path, pack(MANY))
    assert (len(wiki.pages), codes(wiki)) == (40, [])


@pytest.mark.parametrize("filters", SEVEN_ZIP_FILTERS.values(), ids=SEVEN_ZIP_FILTERS)
def test_methods_of_7z(tmp_path: Path, filters: object) -> None:
    wiki = read(tmp_path, seven({"titles.txt": b"A\n", "wiki.xml": MANY, "log.txt": b""}, filters=filters))
    assert (len(wiki.pages), codes(wiki)) == (40, [])


def test_a_method_of_7z_that_is_unknown_is_named(tmp_path: Path) -> None:
    ppmd = seven({"wiki.xml": MANY}, filters=[{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}])
    with pytest.raises(SourceError, match=r"a method that is unknown here \(PPMd\)"):
        read(tmp_path, ppmd)


def test_a_long_window_as_archivists_pack_with(tmp_path: Path) -> None:
    options = {zstd.CompressionParameter.window_log: 31, zstd.CompressionParameter.enable_long_distance_matching: 1}
    packer = zstd.ZstdCompressor(options=options)
    packed = packer.compress(MANY) + packer.flush()  # its size is not known before, as in a pipe
    assert len(read(tmp_path, packed).pages) == 40


def test_an_archive_without_a_dump_is_no_dump(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is an archive that holds no MediaWiki export"):
        read(tmp_path, seven({"a.txt": b"text"}))


@pytest.mark.parametrize("pack", SINGLE.values(), ids=SINGLE)
@given(cut=st.integers(min_value=0, max_value=1 << 20))
def test_packed_dumps_cut_anywhere_keep_what_is_complete(
    tmp_path_factory: pytest.TempPathFactory, pack: Callable[[bytes], bytes], cut: int
) -> None:
    whole = pack(MANY)
    data = whole[: cut % len(whole)]
    path = tmp_path_factory.mktemp("cut") / "dump"
    path.write_bytes(data)
    try:
        wiki = sources.read(path)
    except SourceError as error:
        assert "is no MediaWiki export" in str(error)  # noqa: PT017  # most cuts are no errors
        return
    assert codes(wiki) == ["dump-truncated"]
    assert all(p.text.endswith("äöü") for p in wiki.pages)


@cache
def archived(pack: Callable[[bytes], bytes]) -> bytes:
    return pack(MANY)


@pytest.mark.parametrize("pack", [PACKERS["7z"], PACKERS["tar.gz"], PACKERS["tar"]])
@given(cut=st.integers(min_value=0, max_value=1 << 20))
def test_archived_dumps_cut_anywhere_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, pack: Callable[[bytes], bytes], cut: int
) -> None:
    whole = archived(pack)
    path = tmp_path_factory.mktemp("cut") / "dump"
    path.write_bytes(whole[: cut % len(whole)])
    try:
        wiki = sources.read(path)
    except SourceError:
        return
    assert set(codes(wiki)) <= {"dump-truncated"}
    assert all(p.text.endswith("äöü") for p in wiki.pages)


@given(where=st.integers(min_value=0, max_value=1 << 20), mask=st.integers(min_value=1, max_value=255))
def test_a_damaged_7z_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, where: int, mask: int) -> None:
    data = bytearray(archived(PACKERS["7z"]))
    data[where % len(data)] ^= mask
    path = tmp_path_factory.mktemp("damaged") / "dump"
    path.write_bytes(data)
    try:
        wiki = sources.read(path)
    except SourceError:
        return
    assert codes(wiki) in ([], ["dump-truncated"])
    assert all(p.text.endswith("äöü") for p in wiki.pages)


def test_malformed_xml_ends_a_dump_where_it_stands(tmp_path: Path) -> None:
    whole = export(*(page(f"P{n}", revision("text")) for n in range(9)))
    wiki = read(tmp_path, whole.replace("<title>P5</title>", "\n\n<title>P5</titel>"))
    assert [p.title.full for p in wiki.pages] == ["P0", "P1", "P2", "P3", "P4"]
    [found] = wiki.diagnostics
    assert (found.code, found.page) == ("dump-truncated", "P4")
    assert "the last of 5 complete ones: mismatched tag in line 15" in found.message


@pytest.mark.parametrize(
    "endless",
    [b"<page><revision><text>" + b"a" * (1 << 20), b"<page " + b"a" * (1 << 20), b"<a>"],
    ids=["text", "tag", "nesting"],
)
def test_what_does_not_end_is_refused(endless: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillwiki.sources.export._LONGEST", 1 << 19)
    monkeypatch.setattr("stillwiki.sources.export._MANY", 1)
    reader = Export("wiki.xml")
    reader.feed(b"<mediawiki>")

    def feed_on() -> None:
        for start in range(0, len(endless), 1 << 16):
            reader.feed(endless[start : start + (1 << 16)])
        for _ in range(100):
            reader.feed(endless[-3:])

    with pytest.raises(SourceError, match=r"text or tag of more than|more than 64 deep"):
        feed_on()


# -- slots, flags, digests -------------------------------------------------------------------------


def stored(text: str, digest: str = "", extra: str = "") -> str:
    digest = digest or sha1(text)
    return (
        "<revision><id>5</id><timestamp>2026-01-01T00:00:00Z</timestamp>"
        f'<text bytes="{len(text.encode())}" sha1="{digest}" xml:space="preserve">{text}</text>{extra}</revision>'
    )


def slot(role: str, text: str, digest: str = "") -> str:
    return (
        f"<content><role>{role}</role><origin>5</origin><model>json</model><format>application/json</format>"
        f'<text bytes="{len(text)}" sha1="{digest or sha1(text)}" xml:space="preserve">{text}</text></content>'
    )


WRONG = "phoiac9h4m842xq45sp7s6u21eteeq1"


def test_digests_that_agree_say_nothing(tmp_path: Path) -> None:
    wiki = read(tmp_path, export(page("A", stored("täxt", extra=f"<sha1>{sha1('täxt')}</sha1>"))))
    assert (only(wiki).revision.sha1, codes(wiki)) == (sha1("täxt"), [])


@pytest.mark.parametrize(
    "altered",
    [stored("text", WRONG), stored("text", extra=f"<sha1>{WRONG}</sha1>"), stored("text", "!"), stored("text", "zz")],
)
def test_a_text_that_is_not_as_its_digest_says_is_shown_and_reported(tmp_path: Path, altered: str) -> None:
    wiki = read(tmp_path, export(page("A", altered)))
    [found] = wiki.diagnostics
    assert (only(wiki).text, only(wiki).altered, found.code, found.page) == ("text", True, "revision-altered", "A")
    assert "revision 5" in found.message


def test_other_slots_are_checked_and_named(tmp_path: Path) -> None:
    whole = sha1(sha1("text") + sha1("[1]"))  # the rule of multi-content revisions: slots in the order of their roles
    extra = slot("mediainfo", "[1]") + f"<sha1>{whole}</sha1>"
    wiki = read(tmp_path, export(page("A", stored("text", extra=extra))))
    assert (only(wiki).text, codes(wiki)) == ("text", ["slot-ignored"])
    altered = read(tmp_path, export(page("A", stored("text", extra=slot("mediainfo", "[1]", WRONG)))))
    assert codes(altered) == ["revision-altered", "slot-ignored"]
    torn = read(tmp_path, export(page("A", stored("text", extra=slot("mediainfo", "[1]") + f"<sha1>{WRONG}</sha1>"))))
    assert codes(torn) == ["revision-altered", "slot-ignored"]


def test_the_digest_of_a_hidden_text_is_not_asked(tmp_path: Path) -> None:
    lost = '<revision><id>6</id><text deleted="deleted" bytes="9" sha1="" /><sha1 /></revision>'
    assert codes(read(tmp_path, export(page("A", stored("text"), lost)))) == []


# -- several dumps ---------------------------------------------------------------------------------


def numbered(title: str, *numbers: int, number: int = 1, text: str = "") -> str:
    revisions = (revision(text or f"text {n}", n, f"2026-01-{n:02}T00:00:00Z") for n in numbers)
    return f"<page><title>{title}</title><ns>0</ns><id>{number}</id>{''.join(revisions)}</page>"


@pytest.mark.parametrize("order", [1, -1])
def test_dumps_of_one_wiki_are_merged_by_revision(tmp_path: Path, order: int) -> None:
    old = export(numbered("A", 1, 2), numbered("B", 3, number=2))
    new = export(numbered("A", 2, 5), numbered("C", 6, number=3))
    wiki = read(tmp_path, *(old, new)[::order])
    assert {p.title.full: (p.text, [r.id for r in p.history]) for p in wiki.pages} == {
        "A": ("text 5", [1, 2, 5]),
        "B": ("text 3", [3]),
        "C": ("text 6", [6]),
    }
    assert (codes(wiki), wiki.site.now) == ([], "2026-01-06T00:00:00Z")


@pytest.mark.parametrize("order", [1, -1])
def test_a_page_that_was_moved_is_one_page(tmp_path: Path, order: int) -> None:
    old = export(numbered("Old name", 1, 2))
    moved = [numbered("New name", 1, 2, 4), numbered("Old name", 5, number=9, text="#REDIRECT [[New name]]")]
    wiki = read(tmp_path, old, export(*moved[::order]))
    assert {p.title.full: [r.id for r in p.history] for p in wiki.pages} == {"New name": [1, 2, 4], "Old name": [5]}


def test_what_was_hidden_since_stays_hidden(tmp_path: Path) -> None:
    old = export(numbered("A", 1, 2))
    hidden = (
        "<revision><id>2</id><timestamp>2026-01-02T00:00:00Z</timestamp>"
        '<contributor deleted="deleted" /><text deleted="deleted" /></revision>'
    )
    new = export(
        f"<page><title>A</title><id>1</id>{revision('text 1', 1, '2026-01-01T00:00:00Z')}{hidden}</page>",
        numbered("B", 9),
    )
    wiki = read(tmp_path, old, new)
    assert (wiki.pages[0].text, wiki.pages[0].revision.id, codes(wiki)) == ("text 1", 1, ["revision-missing-text"])


def test_a_text_that_one_dump_lacks_comes_from_the_other(tmp_path: Path) -> None:
    stub = '<revision><id>2</id><timestamp>2026-01-02T00:00:00Z</timestamp><text bytes="6" /></revision>'
    wiki = read(tmp_path, export(numbered("A", 2)), export(page("A", stub)))
    assert (only(wiki).text, codes(wiki)) == ("text 2", [])


def test_dumps_of_two_wikis_are_not_merged(tmp_path: Path) -> None:
    other = export(page("A")).replace("methodswiki", "otherwiki")
    with pytest.raises(SourceError, match="only dumps of one wiki can be merged"):
        read(tmp_path, export(page("A")), other)


def test_a_folder_of_dumps_is_merged_and_what_else_lies_there_passed_over(tmp_path: Path) -> None:
    (tmp_path / "one.xml.xz").write_bytes(lzma.compress(export(numbered("A", 1)).encode()))
    (tmp_path / "two.7z").write_bytes(seven({"w.xml": export(numbered("A", 2)).encode()}))
    (tmp_path / "titles.txt").write_text("A\n", "utf-8")
    (tmp_path / "siteinfo.json").write_text("{}", "utf-8")
    (tmp_path / "other.7z").write_bytes(seven({"a.txt": b"a"}))
    assert [r.id for r in only(sources.read(tmp_path)).history] == [1, 2]
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SourceError, match=r"holds no \.mediawiki files and no dumps"):
        sources.read(empty)


def test_an_archive_of_several_dumps_is_all_of_them(tmp_path: Path) -> None:
    both = {"1.xml": export(numbered("A", 1)).encode(), "2.xml": export(numbered("A", 2)).encode()}
    assert [r.id for r in only(read(tmp_path, tar(both))).history] == [1, 2]


def test_a_dump_packed_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"is gzip packed once more with xz; unpack it once"):
        read(tmp_path, lzma.compress(PACKERS["gzip"](MANY)))


@pytest.mark.parametrize("pack", SINGLE.values(), ids=SINGLE)
def test_a_dump_that_expands_without_bound_is_refused(
    tmp_path: Path, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "Limits", lambda: LIMITS)
    bomb = b"<mediawiki>" + b" " * (8 << 20)
    with pytest.raises(SourceError, match="expands to more than 100 times its size"):
        read(tmp_path, pack(bomb))


LIMITS = formats.Limits(free=1 << 20, ratio=100)


def test_settings_reach_merged_dumps(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text(export(page("A")), "utf-8")
    assert sources.read([path, path], Settings(name="Both")).site.name == "Both"

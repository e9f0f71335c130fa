"""Archives of uploaded files: what comes out of them, and the ways in which they mean harm."""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import stat
import tarfile
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import py7zr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from packing import PACKERS, patched_seven, plain_seven, seven, tar
from stillwiki import sources
from stillwiki.errors import SourceError
from stillwiki.sources import Settings
from stillwiki.sources.archives import Kind, checked, entries
from stillwiki.sources.digest import base36
from stillwiki.sources.formats import BrokenOff, Limits
from test_dump import codes, export, page, revision

FILES = {"images/a/ab/A.png": b"first", "images/B c.svg": b"<svg/>", "images/thumb/A.png/120px-A.png": b"small"}
PACKED: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "tar": tar,
    "tar.gz": lambda files: gzip.compress(tar(files)),
    "tar.xz": lambda files: lzma.compress(tar(files, form=tarfile.GNU_FORMAT)),
    "tar.bz2": lambda files: PACKERS["bzip2"](tar(files, form=tarfile.USTAR_FORMAT)),
    "tar.zst": lambda files: PACKERS["Zstandard"](tar(files)),
    "7z": seven,
}
QUICK = [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2, "preset": 0}]
every_format = pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)


def unpack(path: Path, data: bytes, limits: Limits | None = None) -> dict[str, bytes]:
    """All plain files in an archive."""
    path = path / "archive"
    path.write_bytes(data)
    found = {}
    for entry in checked(path, limits):
        pieces = []
        while piece := entry.content.read1(1000):
            pieces.append(piece)
        found[entry.name] = b"".join(pieces)
        assert len(found[entry.name]) == entry.size
    return found


def refused(path: Path, data: bytes, why: str, limits: Limits | None = None) -> None:
    with pytest.raises(SourceError, match=why) as caught:
        unpack(path, data, limits)
    assert str(path / "archive") in str(caught.value)
    assert caught.value.exit_code == 4


# -- honest archives -------------------------------------------------------------------------------


@every_format
def test_everything_comes_out(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    files = FILES | {
        "empty": b"",
        "large": bytes(range(256)) * 2000,
        "über/語.txt": b"x",
        "d" * 120 + "/" + "n" * 90: b"y",
    }
    assert unpack(tmp_path, pack(files)) == files


@given(st.dictionaries(st.text("abcdeü", min_size=1, max_size=9), st.binary(max_size=2000), max_size=6))
def test_7z_gives_what_another_hand_packed(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    unlike = {unicodedata.normalize("NFC", name.casefold()): name for name in files}
    files = {name: files[name] for name in unlike.values()}
    assert unpack(tmp_path_factory.mktemp("7z"), seven(files, filters=QUICK)) == files


@every_format
def test_many_files_with_long_names(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    files = {"d" * 150 + f"/{number}.png": b"%d" % number for number in range(400)}
    if pack is not PACKED["tar.bz2"]:  # whose old format has no room for them
        assert unpack(tmp_path, pack(files)) == files


@every_format
def test_folders_are_entries_but_no_files(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    (tmp_path / "in" / "inner").mkdir(parents=True)
    (tmp_path / "in" / "inner" / "a.txt").write_bytes(b"a")
    out = tmp_path / "archive"
    if pack is seven:
        with py7zr.SevenZipFile(out, "w") as archive:
            archive.writeall(tmp_path / "in", "in")
    else:
        with tarfile.open(out, "w") as tarred:
            tarred.add(tmp_path / "in", "in")
    assert unpack(tmp_path, out.read_bytes()) == {"in/inner/a.txt": b"a"}


def upload(name: str, content: bytes, digest: str = "", archived: str = "", size: int | None = None) -> str:
    digest = digest or base36(hashlib.sha1(content, usedforsecurity=False).digest())
    return (
        "<upload><timestamp>2026-01-01T00:00:00Z</timestamp><contributor><ip>192.0.2.9</ip></contributor>"
        f'<comment deleted="deleted" /><filename>{name}</filename>{archived}<src>https://x.example/{name}</src>'
        f"<size>{len(content) if size is None else size}</size><sha1base36>{digest}</sha1base36>"
        f"<rel>a/ab/{name}</rel></upload>"
    )


def wiki_of(*uploads: str) -> str:
    return export(page("Datei:A.png", revision("A"), *uploads), page("Datei:B c.svg", revision("B")))


@every_format
@pytest.mark.parametrize("name", ["files", "methodswiki-images-2026.archive", "w-images.7z"])
def test_an_archive_beside_a_dump_holds_its_files(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes], name: str
) -> None:
    (tmp_path / "wiki.xml").write_text(wiki_of(upload("A.png", b"first")), "utf-8")
    (tmp_path / name).write_bytes(pack(FILES))
    wiki = sources.read(tmp_path / "wiki.xml")
    assert {title: path.read_bytes() for title, path in wiki.media.items()} == {"A.png": b"first", "B c.svg": b"<svg/>"}
    assert codes(wiki) == []
    [folder] = {path.parent for path in wiki.media.values()}
    assert len(list(folder.iterdir())) == 2, "what is no current version is not unpacked"
    del wiki
    assert not folder.exists()


@every_format
def test_a_dump_and_its_files_may_be_packed_together(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    together = {"w/w-history.xml": wiki_of(upload("A.png", b"first")).encode(), "w/titles.txt": b"A\n"}
    path = tmp_path / "w-wikidump"
    path.write_bytes(pack(together | {f"w/{name}": content for name, content in FILES.items()}))
    wiki = sources.read(path)
    assert (len(wiki.pages), list(wiki.media), codes(wiki)) == (2, ["A.png", "B c.svg"], [])


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize(
    ("promised", "why"),
    [
        (upload("A.png", b"other", size=5), "has the digest"),
        (upload("A.png", b"longer than that"), "has 5 bytes, the dump says 16"),
    ],
)
def test_files_are_held_against_what_the_dump_says(tmp_path: Path, promised: str, why: str, *, archived: bool) -> None:
    old = upload("A.png", b"older", archived="<archivename>2020!A.png</archivename>")
    (tmp_path / "wiki.xml").write_text(wiki_of(promised, old), "utf-8")
    if archived:
        (tmp_path / "images.tar.gz").write_bytes(PACKED["tar.gz"](FILES))
    else:
        (tmp_path / "images").mkdir()
        (tmp_path / "images" / "A.png").write_bytes(b"first")
    wiki = sources.read(tmp_path / "wiki.xml")
    [found] = wiki.diagnostics
    assert (found.code, found.page, wiki.media["A.png"].read_bytes()) == ("file-altered", "Datei:A.png", b"first")
    assert why in found.message


def test_a_named_archive_of_files_must_be_one(tmp_path: Path) -> None:
    (tmp_path / "wiki.xml").write_text(wiki_of(), "utf-8")
    for name, why in (
        ("nowhere", "there is no such folder or archive"),
        ("wiki.xml", "neither a folder nor an archive"),
    ):
        with pytest.raises(SourceError, match=why):
            sources.read(tmp_path / "wiki.xml", Settings(files=tmp_path / name))


@cache
def whole_archive(kind: str) -> bytes:
    return PACKED[kind](FILES | {"images/C.png": bytes(range(256)) * 9})


@given(cut=st.integers(min_value=0, max_value=1 << 20), kind=st.sampled_from(sorted(PACKED)))
def test_an_archive_cut_anywhere_gives_complete_files(
    tmp_path_factory: pytest.TempPathFactory, cut: int, kind: str
) -> None:
    home = tmp_path_factory.mktemp("cut")
    (home / "wiki.xml").write_text(wiki_of(), "utf-8")
    whole = whole_archive(kind)
    (home / "pack").write_bytes(whole[: cut % len(whole)])
    try:
        wiki = sources.read(home / "wiki.xml", Settings(files=home / "pack"))
    except SourceError:
        return
    assert codes(wiki) in (["files-truncated"], [])  # behind the last file stands nothing but zeros
    whole_files = {"A.png": b"first", "B c.svg": b"<svg/>", "C.png": bytes(range(256)) * 9}
    assert all(path.read_bytes() == whole_files[name] for name, path in wiki.media.items())


# -- archives that mean harm -----------------------------------------------------------------------


def entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "", size: int = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, size
    return info


LONE = {"a.png": b"a"}


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        (entry("b.png", tarfile.SYMTYPE, "/etc/passwd"), "that is a symbolic link: 'b.png'"),
        (entry("b.png", tarfile.LNKTYPE, "a.png"), "that is a hard link"),
        (entry("b.png", tarfile.CHRTYPE), "that is a device, pipe or socket"),
        (entry("b.png", tarfile.BLKTYPE), "that is a device, pipe or socket"),
        (entry("b.png", tarfile.FIFOTYPE), "that is a device, pipe or socket"),
        (entry("b.png", b"Z"), "holds an entry|device"),
        (entry("/etc/cron.d/x"), "with an absolute name"),
        (entry("C:/x.png"), "with an absolute name"),
        (entry("images/../../x.png"), "whose name leads out of the archive"),
        (entry(".."), "whose name leads out of the archive"),
        (entry("A.PNG"), "that differs from 'a.png' in the case alone"),
        (entry("a.png"), "that is there twice"),
        (entry("./a.png"), "that is there twice"),
        (entry("aux.png"), "with a name that is a device on Windows"),
        (entry("x/COM1/y.png"), "with a name that is a device on Windows"),
        (entry("x\\..\\y.png"), "with a backslash in its name"),
        (entry("x\n.png"), "with a control character in its name"),
        (entry("x\x7f.png"), "with a control character in its name"),
        (entry("x.png "), "whose name ends with a dot or a blank"),
        (entry("x\udcff.png"), "whose name is no Unicode"),
        (entry("n" * 256), "with a name longer than 255 bytes"),
        (entry("d/" * 64 + "x"), "more than 64 folders deep"),
    ],
    ids=lambda value: repr(value.name) if isinstance(value, tarfile.TarInfo) else "",
)
def test_entries_that_no_honest_archive_has(tmp_path: Path, extra: tarfile.TarInfo, why: str) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, errors="surrogateescape") as archive:
        archive.addfile(entry("a.png"))
        archive.addfile(extra)
    refused(tmp_path, gzip.compress(out.getvalue()), why)


@every_format
@pytest.mark.parametrize(("one", "two"), [("é.png", "e\u0301.png"), ("\u00c5", "\u212b")])
def test_names_that_differ_in_composition_alone(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes], one: str, two: str
) -> None:
    refused(tmp_path, pack({one: b"1", two: b"2"}), "in the composition of its letters alone")


@every_format
def test_names_that_are_one_after_case_folding(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    refused(tmp_path, pack({"Straße.png": b"1", "STRASSE.png": b"2"}), "differs from 'Straße.png' in the case alone")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../a.png", "leads out"),
        ("/abs.png", "absolute"),
        ("x\n.png__", "control"),
        ("con.png_", "Windows"),
        ("prn.png", "Windows"),
    ],
)
def test_names_in_7z_archives(tmp_path: Path, name: str, why: str) -> None:
    stands = "n" * len(name)
    data = plain_seven({stands: b"content"})
    data = patched_seven(data, stands.encode("utf-16-le"), name.encode("utf-16-le"))
    refused(tmp_path, data, why)


def test_links_in_7z_archives(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with py7zr.SevenZipFile(tmp_path / "archive", "w") as archive:
        archive.write(tmp_path / "link", "a.png")
    refused(tmp_path, (tmp_path / "archive").read_bytes(), "that is a symbolic link")


@pytest.mark.parametrize("mode", [stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_devices_in_7z_archives(tmp_path: Path, mode: int) -> None:
    (tmp_path / "a.png").write_bytes(b"a")
    with py7zr.SevenZipFile(tmp_path / "plain", "w") as archive:
        archive.set_encoded_header_mode(False)
        archive.write(tmp_path / "a.png", "a.png")
    data = (tmp_path / "plain").read_bytes()
    attributes = (stat.S_IFREG | stat.S_IMODE((tmp_path / "a.png").stat().st_mode)) << 16 | 0x8000
    old = next(bytes((low, 0x80)) + (attributes >> 16).to_bytes(2, "little") for low in (0x20, 0x00, 0x80))
    refused(
        tmp_path, patched_seven(data, old, old[:2] + (mode | 0o644).to_bytes(2, "little")), "device, pipe or socket"
    )


@pytest.mark.parametrize("header", [False, True])
def test_encrypted_archives(tmp_path: Path, *, header: bool) -> None:
    refused(tmp_path, seven(LONE, password="secret", header_encryption=header), "is encrypted")  # noqa: S106


SMALL = Limits(free=1 << 20, ratio=100, entries=50)


@every_format
def test_archives_that_expand_without_bound(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    if pack is not tar:  # which is as large as what comes out
        refused(tmp_path, pack({"a.png": bytes(8 << 20)}), "expands to .*more than 100 times its size", SMALL)


@every_format
def test_archives_of_more_entries_than_any_wiki_has(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    files = {f"{number}.png": b"" for number in range(51)}
    refused(tmp_path, pack(files), "(has 51|more than 50) entries", SMALL)


def test_a_header_of_a_few_bytes_that_claims_a_billion_entries(tmp_path: Path) -> None:
    data = plain_seven({"name": b"x"})
    mark = b"\x05\x01"  # FilesInfo, one file
    refused(
        tmp_path, patched_seven(data, mark, b"\x05\xf0\xff\xff\xff\x7f"), "has 2147483647 entries, more than 500000"
    )


@pytest.mark.parametrize("size", [-512, -1024, -(1 << 40)])
def test_a_tar_header_that_leads_back(tmp_path: Path, size: int) -> None:
    data = bytearray(tar({"a.png": b"a" * 512, "b.png": b"b"}, form=tarfile.GNU_FORMAT))
    header = bytearray(data[:512])
    header[124:136] = (256**12 + size).to_bytes(12, "big")
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    data[:512] = header
    refused(tmp_path, bytes(data), "leads back")


def test_a_tar_header_that_claims_to_be_gigabytes_long(tmp_path: Path) -> None:
    info = entry("././@PaxHeader", tarfile.XHDTYPE)
    info.size = 3 << 30
    data = info.tobuf(tarfile.USTAR_FORMAT) + bytes(4 << 20)
    refused(tmp_path, gzip.compress(data), "claims to be 3221225472 bytes long")


def test_tar_headers_of_headers_without_end(tmp_path: Path) -> None:
    header = entry("././@PaxHeader", tarfile.XHDTYPE).tobuf(tarfile.USTAR_FORMAT)
    refused(tmp_path, gzip.compress(header * 400), "headers of headers without end")


def test_a_tar_file_with_holes(tmp_path: Path) -> None:
    (tmp_path / "holes").write_bytes(b"")
    info = entry("a.png")
    info.pax_headers = {
        "GNU.sparse.major": "0",
        "GNU.sparse.minor": "1",
        "GNU.sparse.map": "0,1",
        "GNU.sparse.size": "9",
    }
    refused(tmp_path, tar({}, info), "that is a file with holes")


def test_a_7z_header_that_lies_about_sizes(tmp_path: Path) -> None:
    content = bytes(range(200))
    data = plain_seven({"name": content})
    size = b"\x0c\x80\xc8"  # unpacked sizes: 200
    path = tmp_path / "archive"
    for claimed, why in ((b"\x0c\xc1\x00\x00", "ends before the size"), (b"\x0c\x80\xc7", "checksum")):
        path.write_bytes(patched_seven(data, size, claimed))
        with pytest.raises(BrokenOff, match=why):
            list(entries(path))  # which reads what nobody wants, too


def test_a_7z_that_claims_terabytes_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    data = patched_seven(plain_seven({"name": bytes(range(200))}), b"\x0c\x80\xc8", b"\x0c\xfc\0\0\0\0\0\x01")
    refused(tmp_path, data, "expands to .* bytes, more than 2000 times its size")


def test_an_archive_in_an_archive_stays_a_file(tmp_path: Path) -> None:
    inner = gzip.compress(tar(LONE))
    assert unpack(tmp_path, seven({"inner.tar.gz": inner})) == {"inner.tar.gz": inner}
    refused(tmp_path, lzma.compress(inner), "is gzip packed once more with xz")


def test_kinds_have_words() -> None:
    assert len({kind.value for kind in Kind}) == len(Kind)


WHOLE = (plain_seven(FILES), seven(FILES))


@given(
    where=st.integers(min_value=0, max_value=1 << 20),
    mask=st.integers(min_value=1, max_value=255),
    packed=st.booleans(),
)
def test_a_table_of_contents_with_any_fault_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, where: int, mask: int, *, packed: bool
) -> None:
    """Faults that the checksums do not tell, for they were made to fit."""
    data = WHOLE[packed]
    offset = 32 + int.from_bytes(data[12:20], "little")
    table = bytearray(data[offset:])
    place = where % len(table)
    table[place] ^= mask
    broken = data[:offset] + b"\xff" * 64 + bytes(table)
    whole = patched_seven(broken[:offset] + b"\xff\xfe\xfd", b"\xff\xfe\xfd", bytes(table))
    path = tmp_path_factory.mktemp("fault")
    try:
        unpack(path, whole)
    except (SourceError, BrokenOff):
        return

"""The parts of a fetch that need no wiki: where requests may go, what an answer must be, which gates are shut."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki.errors import GATES, GateError
from stillwiki.fetch import export, gates, shape
from stillwiki.fetch.addresses import followed, is_public, origin
from stillwiki.fetch.errors import Astray, Refused, Trouble
from stillwiki.fetch.files import Upload, is_name
from stillwiki.fetch.gates import Totals
from stillwiki.fetch.licence import objection
from stillwiki.fetch.manners import passed, retry_after
from stillwiki.fetch.pages import Record, Revision, Slot
from stillwiki.fetch.wire import Answer
from stillwiki.sources import state
from stillwiki.sources.state import State

HERE = "https://wiki.example.org/w/api.php"


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("/w/other.php", "https://wiki.example.org/w/other.php"),
        ("api.php?x=1", "https://wiki.example.org/w/api.php?x=1"),
        ("https://WIKI.example.org/x", "https://WIKI.example.org/x"),
        ("https://wiki.example.org:443/x", "https://wiki.example.org:443/x"),
    ],
)
def test_a_redirect_on_the_same_server_is_followed(location: str, there: str) -> None:
    assert followed(HERE, location) == there


@pytest.mark.parametrize(
    "location",
    [
        "https://elsewhere.example.org/w/api.php",
        "http://wiki.example.org/w/api.php",
        "https://wiki.example.org:8443/",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "ftp://wiki.example.org/",
        "https://user@wiki.example.org/",
        "https://wiki.example.org.evil.org/",
        "https://[::1",
        "https://wiki.example.org:99999/",
    ],
)
def test_no_redirect_leaves_the_server(location: str) -> None:
    with pytest.raises(Astray):
        followed(HERE, location)


def test_http_may_become_https_and_archives_have_machines_below_them() -> None:
    assert followed("http://wiki.example.org/", "https://wiki.example.org/") == "https://wiki.example.org/"
    machine = "https://ia600.us.archive.org/1/x.gz"
    assert followed("https://archive.org/download/x", machine, below=True) == machine
    with pytest.raises(Astray):
        followed("https://archive.org/download/x", "https://notarchive.org/x", below=True)


def test_a_server_has_a_scheme_a_host_and_a_port() -> None:
    assert origin("HTTPS://Wiki.Example.org/x") == origin("https://wiki.example.org:443")
    assert origin("http://wiki.example.org").place == ("wiki.example.org", 80)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  # judged, not bound
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("not an address", False),
    ],
)
def test_private_addresses_are_known(address: str, *, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff{}",
        b'{"a":' * 100_000,
        b'{"a": ' + b"[" * 60 + b"]" * 60 + b"}",
        b'{"n": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(Trouble):
        shape.parsed(body, 50)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_reading_a_value_gives_its_type_or_trouble(value: object) -> None:
    found = {"x": value}
    for read, kind in ((shape.text, str), (shape.number, int), (shape.flag, bool), (shape.moment, str)):
        with suppress(Trouble):
            assert type(read(found, "x")) is kind
    try:
        assert all(isinstance(each, dict) for each in shape.objects(found, "x"))
    except Trouble:
        assert not isinstance(value, list) or not all(isinstance(each, dict) for each in value)


def test_servers_say_how_long_to_wait() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    dated = {"Date": format_datetime(now), "Retry-After": format_datetime(now + timedelta(seconds=90))}
    assert retry_after({"Retry-After": "7"}) == 7
    assert retry_after(dated) == 90
    assert [retry_after({"Retry-After": text}) for text in ("", "soon", "-1", "²")] == [None] * 4


def test_a_status_passes_may_pass_or_is_a_no() -> None:
    answer = Answer(HERE, 200, {}, b"")
    assert passed(answer) is answer
    for status in (429, 500, 503, 524):
        with pytest.raises(Trouble):
            passed(replace(answer, status=status))
    for status in (204, 301, 403, 404, 410):
        with pytest.raises(Refused):
            passed(replace(answer, status=status))


@pytest.mark.parametrize(
    ("name", "url", "allowed"),
    [
        ("Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", True),
        ("Public domain", "https://creativecommons.org/publicdomain/zero/1.0/", True),
        ("GNU Free Documentation License 1.3", "", True),
        ("", "https://creativecommons.org/licenses/by-nc/4.0/", True),
        ("", "", False),
        ("All Rights Reserved", "", False),
        ("", "https://creativecommons.org/licenses/by-nd/4.0/", False),
        ("CC BY-NC-ND 4.0", "", False),
        ("Attribution-NoDerivatives 4.0", "", False),
    ],
)
def test_licences_allow_a_mirror_or_do_not(name: str, url: str, *, allowed: bool) -> None:
    assert (objection(name, url) == "") is allowed


FREE = ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")
GOOD = Totals("Wiki", "wiki", 1000, 10**6, FREE, "Main Page", has_main_page=True)


@pytest.mark.parametrize(
    ("new", "gate"),
    [
        (GOOD, ""),
        (replace(GOOD, pages=901, size=900_001), ""),
        (replace(GOOD, pages=899), "shrunk"),
        (replace(GOOD, size=899_999), "shrunk"),
        (replace(GOOD, name="Other"), "site"),
        (replace(GOOD, database="other"), "site"),
        (replace(GOOD, has_main_page=False), "main-page"),
        (replace(GOOD, licence=("", "")), "licence"),
        (replace(GOOD, licence=("CC0", "https://creativecommons.org/publicdomain/zero/1.0/")), "licence"),
        (replace(GOOD, pages=0, size=0), "shrunk"),
    ],
)
def test_gates_shut_on_what_is_unlike_the_mirror_and_open_by_name(new: Totals, gate: str) -> None:
    if not gate:
        gates.check(GOOD, new, frozenset())
        return
    with pytest.raises(GateError, match=f"--accept {gate}"):
        gates.check(GOOD, new, frozenset(GATES) - {gate})
    gates.check(GOOD, new, frozenset({gate}))


def test_a_small_wiki_may_lose_a_few_pages_and_a_first_fetch_has_nothing_to_lose() -> None:
    small = replace(GOOD, pages=12, size=60_000)
    gates.check(small, replace(small, pages=4, size=40_000), frozenset())
    gates.check(None, small, frozenset())
    with pytest.raises(GateError, match="shrunk"):
        gates.check(None, replace(small, pages=0), frozenset())


texts = st.text(st.characters(codec="utf-8"))


def revision(text: str | None, user: str | None = "Ada", comment: str | None = "why", key: int = 7) -> Revision:
    sha1 = hashlib.sha1((text or "").encode(), usedforsecurity=False).hexdigest()
    slot = Slot("main", "wikitext", "text/x-wiki", text, sha1 if text is not None else "", len((text or "").encode()))
    return Revision(key, key - 1, "2026-01-01T00:00:00Z", user, 0, comment, minor=False, sha1=slot.sha1, slots=(slot,))


@given(texts, texts, texts, texts)
def test_whatever_a_page_says_is_xml_again_and_a_block_of_lines(title: str, text: str, user: str, comment: str) -> None:
    record = Record(5, 0, title, redirect=True, target=title, revisions=[revision(text, user, comment)])
    content = export.block(record)
    assert content.count(b"\n  </page>\n") == 1
    page = ET.fromstring(content)  # noqa: S314  # ours
    clean = export._INVALID.sub("\N{REPLACEMENT CHARACTER}", text)
    assert (page.findtext("revision/text") or "") == clean


def test_a_dump_gives_back_its_blocks(tmp_path: Path) -> None:
    records = [
        Record(key, 0, f"A & {key}", redirect=False, revisions=[revision("x\n  </page>\n<b>")]) for key in (3, 9)
    ]
    dump = tmp_path / "wiki.xml"
    dump.write_bytes(b"<mediawiki>\n" + b"".join(map(export.block, records)) + export.FOOT)
    assert [(block.id, block.title, block.revision, block.content) for block in export.blocks(dump)] == [
        (record.id, record.title, 7, export.block(record)) for record in records
    ]


def test_what_is_said_of_a_file_comes_and_goes() -> None:
    content = export.block(Record(5, 6, "File:A.png", redirect=False, revisions=[revision("x")]))
    upload = Upload("A.png", "2026-01-01T00:00:00Z", None, 0, None, "https://wiki.example.org/A.png", 3, "0" * 40)
    with_one = export.with_upload(content, upload)
    assert b"<upload>" in with_one
    assert export.bare(with_one) == content == export.with_upload(with_one, None)


def test_visitors_have_addresses_and_imported_authors_names() -> None:
    made = {
        user: export.block(Record(1, 0, "T", redirect=False, revisions=[revision("x", user)]))
        for user in ("192.0.2.1", "w>Ada")
    }
    assert b"<ip>192.0.2.1</ip>" in made["192.0.2.1"]
    assert b"<username>w&gt;Ada</username>" in made["w>Ada"]


def test_what_is_hidden_is_marked() -> None:
    content = export.block(Record(1, 0, "T", redirect=False, revisions=[revision(None, None, None)]))
    assert content.count(b'deleted="deleted"') == 3


@pytest.mark.parametrize(
    "name", ["", ".htaccess", "a/b", "a\\b", "..", "a\0b", "a\nb", "x" * 241, "con:1", "a.", "What?.png"]
)
def test_some_names_are_no_names_of_files(name: str) -> None:
    assert not is_name(name)
    assert is_name("Attention_head_é.png")


def test_a_state_survives_writing_and_nonsense(tmp_path: Path) -> None:
    held = State("https://wiki.example.org/w/api.php", history=True, mark="2026-01-01T00:00:00Z", counts={"pages": 3})
    (tmp_path / state.NAME).write_bytes(held.document())
    assert state.read(tmp_path) == held
    for nonsense in (b"", b"[]", b'{"api": 3, "more": 1}', b"\xff"):
        (tmp_path / state.NAME).write_bytes(nonsense)
        assert state.read(tmp_path) == State()

"""What was read of a dump before is not read again, and nobody can tell."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki.errors import SourceError
from stillwiki.inventory import inventory
from stillwiki.kept import Shared
from stillwiki.pagewise import scan_page
from stillwiki.sources import Settings, Stretches, Wiki, read, stretches

HEAD = '<mediawiki xml:lang="en"><siteinfo><sitename>S</sitename><dbname>s</dbname></siteinfo>\n'
ODD = (
    "<!-- <page><title>C", " --><page>", "<![CDATA[<page><title>D", "]]>", "<?x <page> ?>", "<page><title>Open",
    "</page>", "<siteinfo><sitename>T</sitename></siteinfo>", '<page a=">\n', "</mediawiki>", "&unknown;", "\r",
)  # fmt: skip
"""What no export holds, or not there."""


def page(number: int, text: str) -> str:
    return (
        f"<page><title>Page {number}</title><ns>0</ns><id>{number}</id><revision><id>{number}</id>"
        f"<timestamp>2026-01-01T00:00:00Z</timestamp><text>{text}</text></revision></page>\n"
    )


TEXTS = st.sampled_from(["a", "b [[c]]", "#REDIRECT [[d]]", "&lt;!-- siteinfo"])
PAGES = st.lists(st.builds(page, st.integers(1, 99), TEXTS), max_size=12)
DUMPS = st.tuples(PAGES, st.sampled_from(ODD) | st.just(""), PAGES).map(
    lambda parts: HEAD + "".join(parts[0]) + parts[1] + "".join(parts[2]) + "</mediawiki>"
)


def outcome(path: Path, known: Stretches | None) -> Wiki | str:
    try:
        return read(path, Settings(), known=known)
    except SourceError as error:
        return str(error)


@given(dumps=st.lists(DUMPS, min_size=2, max_size=4))
def test_a_dump_gives_what_it_gives_to_those_who_know_nothing(
    tmp_path_factory: pytest.TempPathFactory, dumps: list[str]
) -> None:
    home = tmp_path_factory.mktemp("home")
    path = home / "wiki.xml"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stretches, "_EACH", 2)
        patched.setattr(stretches, "_LEAST", 1)
        for text in (*dumps, dumps[0], dumps[0]):
            path.write_text(text, "utf-8", newline="")
            plain, known = outcome(path, None), outcome(path, Stretches(home / "known.sqlite", b"program"))
            if isinstance(plain, str) or isinstance(known, str):
                assert plain == known
            else:
                assert replace(known, digests={}) == plain


def test_what_did_not_change_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "_EACH", 1)
    monkeypatch.setattr(stretches, "_LEAST", 1)
    path, fed = tmp_path / "wiki.xml", list[bytes]()
    real = stretches.Export.feed
    monkeypatch.setattr(stretches.Export, "feed", lambda export, chunk: (fed.append(chunk), real(export, chunk))[1])
    for changed in ("a", "a", "b"):
        fed.clear()
        path.write_text(
            HEAD + "".join(page(n, changed if n == 3 else "a") for n in range(1, 9)) + "</mediawiki>", "utf-8"
        )
        wiki = read(path, Settings(), known=Stretches(tmp_path / "known.sqlite", b"program"))
        assert [each.text for each in wiki.pages] == ["a", "a", changed, *"aaaaa"]
        assert len(wiki.digests) == 7, "the last stretch holds the end of the dump"
    assert [b"<id>3</id>" in chunk for chunk in fed].count(True) == 1
    assert len(fed) == 4, "the head, the page that changed, the last one, and the end"
    for left in tmp_path.glob("known.sqlite*"):
        left.write_bytes(b"no database")
    assert len(read(path, Settings(), known=Stretches(tmp_path / "known.sqlite", b"program")).pages) == 8


def test_long_pages_are_stretches_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "_EACH", 1 << 32)
    monkeypatch.setattr(stretches, "_LEAST", 1)
    path, said = tmp_path / "wiki.xml", "a" * 300_000
    made = [page(number, said) for number in range(1, 10)]
    path.write_text(HEAD + "".join(made) + "</mediawiki>", "utf-8")
    wiki = read(path, Settings(), known=Stretches(tmp_path / "known.sqlite", b"program"))
    assert list(wiki.digests) == [f"Page {number}" for number in range(1, 9)], "the last one holds the end of the dump"


@pytest.fixture
def again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wiki:
    """A wiki that was read before."""
    monkeypatch.setattr(stretches, "_EACH", 1)
    monkeypatch.setattr(stretches, "_LEAST", 1)
    path = tmp_path / "wiki.xml"
    texts = ["a [[b]]", "#REDIRECT [[Page 1]]", "c", "d", "{{:Page 1}}"]
    path.write_text(HEAD + "".join(page(n, text) for n, text in enumerate(texts, 1)) + "</mediawiki>", "utf-8")
    plain, *_, known = (
        read(path, Settings(), known=Stretches(tmp_path / "known.sqlite", b"program")) for _ in range(2)
    )
    assert plain == known
    return read(path, Settings(), known=Stretches(tmp_path / "known.sqlite", b"program"))


def test_texts_stay_in_the_caches_until_somebody_asks(again: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[object]()
    real = Shared.value
    monkeypatch.setattr(Shared, "value", lambda base, *query: (asked.append(query), real(base, *query))[1])
    held = inventory(again.site, again.pages, gists=again.gists)
    assert held.counts == {"pages": 5, "articles": 1, "files": 0, "edits": 5, "users": 0}
    target = held.redirect("Page 2")
    assert target is not None
    assert (target.full, held.exists("Page 3"), again.site.now) == ("Page 1", True, "2026-01-01T00:00:00Z")
    assert asked == []
    assert [held.text("Page 1"), held.pages["Page 1"].revision.id, held.text("Page 5")] == ["a [[b]]", 1, "{{:Page 1}}"]
    assert len(asked) == 1, "the last page was parsed"


@pytest.mark.parametrize(
    "harm", ["UPDATE stretch SET pages = substr(pages, 1, 40)", "DELETE FROM stretch", "DROP TABLE stretch"]
)
def test_a_text_that_is_lost_makes_no_page(again: Wiki, tmp_path: Path, harm: str) -> None:
    with closing(sqlite3.connect(tmp_path / "known.sqlite", isolation_level=None)) as base:
        base.execute(harm)
    held = inventory(again.site, again.pages, gists=again.gists)
    for full in ("Page 1", "Page 5"):
        with pytest.raises(sqlite3.DatabaseError):
            scan_page(held, held.pages[full])

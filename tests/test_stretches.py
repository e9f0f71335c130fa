"""What was read of a dump before is not read again, and nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki.errors import SourceError
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


PAGES = st.lists(st.builds(page, st.integers(1, 99), st.sampled_from(["a", "b", "&lt;!-- siteinfo"])), max_size=12)
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
        for text in (*dumps, dumps[0], dumps[0]):
            path.write_text(text, "utf-8", newline="")
            plain, known = outcome(path, None), outcome(path, Stretches(home / "known.sqlite", b"program"))
            if isinstance(plain, str) or isinstance(known, str):
                assert plain == known
            else:
                assert (known.site, known.pages, known.diagnostics) == (plain.site, plain.pages, plain.diagnostics)


def test_what_did_not_change_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "_EACH", 1)
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

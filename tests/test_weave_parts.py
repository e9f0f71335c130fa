"""Lists of thousands: in parts, from letter to letter, with nothing lost and nothing twice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallwiki import tree
from stillwiki.weave import parts
from stillwiki.weave.parts import Listing


def listing(letters: str) -> Listing:
    return Listing("wiki/Category/Many.md", "Category:Many", "pages", letters, lambda number, path: f"{number}@{path}")


@given(letters=st.text("ABCÄ#", max_size=40).map(lambda text: "".join(sorted(text))), most=st.integers(1, 9))
def test_every_item_stands_in_one_part(letters: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", most)
        found = parts.parts(listing(letters))
    assert bool(found) == (len(letters) > most)
    if found:
        assert [part.first for part in found] == [0, *(part.last for part in found[:-1])]
        assert found[-1].last == len(letters)
        assert all(0 < part.last - part.first <= most for part in found)
        assert len({part.path for part in found}) == len({part.label for part in found}) == len(found)


def test_a_list_that_fits_stays_where_it_is() -> None:
    assert "0@wiki/Category/Many.md" in parts.shown(listing("AB"))
    assert not list(parts.documents(listing("AB")))


def test_large_categories_and_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 10)
    texts = {f"{letter}{number}": "[[Category:Many]]" for letter in "ABC" for number in range(8)}
    files = tree(texts | {"Category:Many": "Many."}).files
    page = files["wiki/Category/Many.md"].decode()
    assert "[A](Many/pages-1.md) <small>8 pages</small>" in page
    assert "There are 24 pages in this category." in page
    assert "A1" not in page
    second = files["wiki/Category/Many/pages-2.md"].decode()
    assert 'title: "Category:Many: B"' in second or "title: 'Category:Many: B'" in second
    assert "[Category:Many](../Many.md) · [A](pages-1.md) · [C](pages-3.md)" in second
    assert re.findall(r"\[(B\d)\]\(\.\./\.\./\1\.md\)", second) == [f"B{number}" for number in range(8)]
    everything = files["wiki/Special/AllPages.md"].decode()
    assert "(AllPages/namespace-0-1.md)" in everything
    assert "[C7](../../C7.md)" in files["wiki/Special/AllPages/namespace-0-3.md"].decode()

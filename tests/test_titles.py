"""MediaWiki's rules for titles."""

from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki.titles import Namespace, Title, Titles, default_namespaces, lower_first, upper_first

LOCAL = default_namespaces("Wiki of Methods") | {
    6: Namespace(6, "Datei"),
    10: Namespace(10, "Vorlage", subpages=True),
    14: Namespace(14, "Kategorie"),
    2302: Namespace(2302, "Gadget definition", case_sensitive=True),
}
TITLES = Titles(LOCAL, {"WP": 4, "Bild": 6}, ("w", "wikt"), ("self",))


def full(text: str, default: int = 0) -> str | None:
    title = TITLES.parse(text, default)
    return title.full if title else None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("gpt", "Gpt"),
        ("GPT", "GPT"),
        ("AC/DC", "AC/DC"),
        ("What?", "What?"),
        ("C++", "C++"),
        ("index", "Index"),
        ("  induction__heads\u00a0\u3000of _ note ", "Induction heads of note"),
        ("\u200eRight\u202a to left\u200f", "Right to left"),
        ("שלום עולם", "שלום עולם"),
        ("e\u0301tude", "Étude"),
        ("éTude", "ÉTude"),
        ("R&amp;D", "R&D"),
        ("&#65;bc &#x44;", "Abc D"),
        ("AT&amplifier", "AT&amplifier"),
        ("A&copy=1", "A&copy=1"),
        ("100% sure", "100% sure"),
        ("3:10 to Yuma", "3:10 to Yuma"),
        ("Unknown: a study", "Unknown: a study"),
        ("...And Justice", "...And Justice"),
        ("A./B", "A./B"),
        ("~~two", "~~two"),
    ],
)
def test_articles(written: str, expected: str) -> None:
    assert full(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Category:methods", "Kategorie:Methods"),
        ("kategorie : _methods_", "Kategorie:Methods"),
        ("CATEGORY:Methods", "Kategorie:Methods"),
        ("Image:a.png", "Datei:A.png"),
        ("Bild:a.png", "Datei:A.png"),
        ("Project:about", "Wiki of Methods:About"),
        ("wiki_of methods talk:x", "Wiki of Methods talk:X"),
        ("WP:x", "Wiki of Methods:X"),
        (":Category:X", "Kategorie:X"),
        (": x", "X"),
        ("Gadget definition:lower", "Gadget definition:lower"),
        ("User:Ada/common.js", "User:Ada/common.js"),
        ("Talk:Unknown:X", "Talk:Unknown:X"),
        ("self:Category:X", "Kategorie:X"),
    ],
)
def test_namespaces(written: str, expected: str) -> None:
    assert full(written) == expected


def test_a_default_namespace_is_for_titles_without_one() -> None:
    assert full("box", 10) == "Vorlage:Box"
    assert full(":box", 10) == "Box"
    assert full("Help:box", 10) == "Help:Box"


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "_", ":", "::A", "Category:", "Category: _", "A|B", "A[B", "A]B", "A{B", "A}B", "A<B", "A>B", "A\nB",
        "A\x7fB", "A\ufffdB", "A%41", "A&lt;B", "A&unknown;", ".", "..", "./A", "../A", "A/.", "A/..", "A/./B",
        "A/../B", "~~~", "A ~~~~", "Talk:File:A", "Talk:w:A", "x" * 256, "語" * 86,
    ],
)  # fmt: skip
def test_impossible_titles(written: str) -> None:
    assert full(written) is None


def test_the_limit_is_255_bytes_without_the_namespace() -> None:
    assert full("語" * 85) == "語" * 85
    assert full("Category:" + "x" * 255) is not None
    assert full("Special:" + "x" * 512) is not None
    assert full("Special:" + "x" * 513) is None


def test_fragments() -> None:
    title = TITLES.parse("Feature #Some _ part#2 ")
    assert title == Title(0, "Feature", "", "Some part#2")
    assert TITLES.parse("#Part") == Title(0, "", "", "Part")
    assert TITLES.parse("Category:#Part") is None
    assert TITLES.parse("A#B:C") == Title(0, "A", "", "B:C")


def test_other_wikis_keep_their_own_rules() -> None:
    title = TITLES.parse("W: induction heads#Part")
    assert title == Title(0, "induction heads", "", "Part", "w")
    assert title.full == "w:induction heads"
    assert TITLES.parse("self:w:x") == Title(0, "x", "", "", "w")
    assert TITLES.parse("self:") == Title(0, "Main Page", "")


@pytest.mark.parametrize(
    ("text", "upper"),
    [("ßa", "ßa"), ("ŉa", "ŉa"), ("ǆ", "Ǆ"), ("é", "É"), ("я", "Я"), ("ა", "ა"), ("", ""), ("1a", "1a"), ("𐐨", "𐐀")],
)
def test_the_first_letter(text: str, upper: str) -> None:
    assert upper_first(text) == upper


def test_the_first_letter_lowered() -> None:
    assert (lower_first("ABC"), lower_first("")) == ("aBC", "")


def test_underscores_are_for_addresses() -> None:
    title = TITLES.parse("User talk:ada lovelace")
    assert title is not None
    assert title.underscored == "User_talk:Ada_lovelace"


def test_the_rules_can_be_sent_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(TITLES))  # noqa: S301  # our own bytes
    assert copy.parse("kategorie:x") == TITLES.parse("kategorie:x")
    assert copy.parse("w:x") == TITLES.parse("w:x")


@given(st.text())
def test_every_text_is_a_title_or_none(text: str) -> None:
    title = TITLES.parse(text)
    if title is None or title.interwiki or not title.text:
        return
    assert TITLES.parse(":" + title.full) == Title(title.namespace, title.text, title.prefix)
    assert unicodedata.is_normalized("NFC", title.text)
    assert "_" not in title.text
    assert title.text == title.text.strip(" ")


@given(st.text(alphabet="aB:#_ /.&;%é語\u0301\u200e", max_size=12))
def test_spelling_out_a_title_and_reading_it_again_changes_nothing(text: str) -> None:
    title = TITLES.parse(text)
    if title is not None and title.text and not title.interwiki:
        assert TITLES.parse(":" + title.underscored) == Title(title.namespace, title.text, title.prefix)


@given(
    st.text("aZ9 éßǆ_.:#&%~/", max_size=12) | st.text("aZ 9", min_size=240, max_size=270), st.sampled_from([0, 2302])
)
def test_a_plain_title_is_what_the_rules_make_of_it(text: str, default: int) -> None:
    assert TITLES.parse(text, default) == TITLES.parse(f" {text}", default)

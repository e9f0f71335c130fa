"""Notes keep what no rule edits, and mean on the site what CommonMark makes of them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import commonmark
import smallvault
from stillwiki.markdown import dialect
from stillwiki.notes import Note
from stillwiki.obsidian import convert
from stillwiki.obsidian.edits import Edit, apply, ordered
from stillwiki.obsidian.page import Found, Page
from stillwiki.obsidian.scan import scan
from stillwiki.obsidian.survey import survey

VAULTS = Path("/work/shared/vaults/obsidian-help")
NOTES = sorted(VAULTS.glob("*/**/*.md")) if VAULTS.exists() else []
in_vaults = pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)


def text_of(path: Path) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)


def edits_of(text: str) -> list[Edit]:
    view = smallvault.SmallView("Note.md", "notes/Note.md", {"Note.md": text})
    return ordered(convert.edits(Page(Note("Note.md", text), view, survey(text), Found(), convert.edits)))


def kept(text: str, edits: list[Edit]) -> list[str]:
    """The stretches of a text that no edit touches."""
    cuts = [0, *(offset for edit in edits for offset in (edit.start, edit.end)), len(text)]
    return [text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]


def assert_kept(text: str) -> None:
    """What stands between edits stands in the result, in order and untouched."""
    edits = edits_of(text)
    body = smallvault.woven(text).body
    at = 0
    for stretch, edit in zip(kept(text, edits), [*edits, Edit(0, 0, "")], strict=True):
        assert body.startswith(stretch, at)
        at += len(stretch)
        assert body.startswith(edit.text, at)
        at += len(edit.text)
    assert at == len(body)


MARKS = r"""[]()!#^|\`*_~=%$<>&{}:-+1.@/ """
notes = st.text(st.sampled_from(MARKS + "abé\n\n\t") | st.characters(codec="utf-8"), max_size=200)
LINES = ["> ", "- ", "1. ", "  ", "    ", "# ", "```", "$$", "%%", "[[a]]", "![[Note]]", "> [!tip] t", "| a |", "|---|"]
structured = st.lists(
    st.lists(st.sampled_from([*LINES, "word", "^id", "[^1]", "[^1]: n"]), max_size=4), max_size=12
).map(lambda lines: "\n".join("".join(line) for line in lines))


@given(notes | structured)
@settings(max_examples=150)
def test_any_text_is_converted_and_what_no_edit_touches_stays(text: str) -> None:
    scan(Note("Note.md", text))
    assert_kept(text)


PROSE = st.lists(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9), min_size=1, max_size=8).map(
        " ".join
    ),
    min_size=1,
    max_size=6,
).map("\n\n".join)


@given(PROSE)
def test_a_note_without_any_construct_is_its_own_markdown(text: str) -> None:
    assert smallvault.woven(text).body == text


@in_vaults
def test_vaults_keep_what_no_edit_touches(path: Path) -> None:
    assert_kept(text_of(path))


@in_vaults
def test_vaults_mean_what_commonmark_makes_of_them(path: Path) -> None:
    text = commonmark.set_aside(text_of(path))
    for breaks in (False, True):
        assert commonmark.site(text, breaks=breaks) == commonmark.commonmark(text, breaks=breaks)


def ids_of(text: str) -> tuple[list[str], list[str | None]]:
    """Ids of headings as links use them, and as the site has them."""
    foreseen = [anchor.id for anchor in scan(Note("Note.md", text)).headings if anchor.text]
    tree = LexborHTMLParser(dialect.render(smallvault.woven(text).body))
    found = [heading for heading in tree.css("h1, h2, h3, h4, h5, h6") if heading.text().strip("¶ \n") or heading.id]
    return foreseen, [heading.id for heading in found]


@in_vaults
def test_ids_of_headings_are_foreseen_in_vaults(path: Path) -> None:
    foreseen, found = ids_of(text_of(path))
    assert set(foreseen) <= set(found)


HEADING = st.lists(
    st.sampled_from([*"aB1 -.,:;!?'()&/_*`#+@", "é", "→", "[[x]]", "[[x|y]]", "*i*", "`c`", "$x$", "==m=="]), max_size=9
)


@given(st.lists(HEADING.map("".join), min_size=1, max_size=4))
@settings(max_examples=200)
def test_ids_of_headings_are_foreseen(headings: list[str]) -> None:
    foreseen, found = ids_of("\n\n".join(f"## w{heading}" for heading in headings))
    assert foreseen == found


def paragraphs(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=1, max_size=4).map(" ".join)


WORDS = paragraphs(
    st.sampled_from(["word", "**bold**", "*it*", "`a*b`", "snake_case", "2 * 3", "a<b", "AT&T", "[x](y)"])
)
LEAVES = st.one_of(
    WORDS, WORDS.map("# {}".format), st.just("```py\nx = 1\n\n\ty\n```"), st.just("| a | b |\n|---|---|\n| c | d |")
)


def nested(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """Lists and quotes of blocks, as lines."""
    quote = inner.map(lambda lines: [f"> {line}".rstrip() for line in lines])
    marker = st.sampled_from(["- ", "* ", "1. ", "2) "])
    item = st.tuples(marker, inner).map(
        lambda made: [(made[0] if not at else " " * len(made[0])) + line for at, line in enumerate(made[1])]
    )
    return st.lists(quote | item | inner, min_size=1, max_size=3).map(joined)


def joined(blocks: list[list[str]]) -> list[str]:
    return [line for place, block in enumerate(blocks) for line in ([""] if place else []) + block]


COMMON = st.recursive(LEAVES.map(str.splitlines), nested, max_leaves=6).map("\n".join)


@given(COMMON)
@settings(max_examples=200)
def test_notes_mean_what_commonmark_makes_of_them(text: str) -> None:
    wanted, found = commonmark.commonmark(text, breaks=True), commonmark.site(text, breaks=True)
    assert SequenceMatcher(None, wanted, found, autojunk=False).ratio() == 1, (wanted, found)


def test_edits_within_wider_ones_are_left_out() -> None:
    assert apply("abcdef", [Edit(1, 5, "X"), Edit(2, 3, "Y"), Edit(5, 5, "Z"), Edit(0, 0, "W")]) == "WaXZf"


LONG = [
    "[" * 9000,
    "[[a|" + "[b]" * 4000,
    "[[a|" + "[" * 4000,
    "<a " * 6000,
    "[a](b((" * 3000,
    "`" * 99 + " ` `` " * 2000,
    "*a_b" * 2000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:8])
def test_no_text_takes_long(text: str) -> None:
    before = process_time()
    smallvault.woven(text)
    assert process_time() - before < 10

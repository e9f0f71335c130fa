"""Trying patterns only where they are found changes no page."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Extension, Markdown
from markdown.inlinepatterns import Pattern

from stillwiki.markdown import dialect
from test_markdown_properties import PIECES

OURS = "stillwiki.markdown.inline"
THEIRS = st.sampled_from(["%a%", "*%b%*", "[%c%](d)", '"e"', "[[f]]", "%", "--", "\n"])
PAGES = Path(__file__).parent.parent / "content/pages"


class Old(Extension):
    """A pattern of the kind that Python-Markdown had before 3.0."""

    class Signs(Pattern):
        def handleMatch(self, found: object) -> Element:  # type: ignore[override]  # noqa: N802  # the name is Python-Markdown's
            element = Element("kbd")
            element.text = found[2]  # type: ignore[index]
            return element

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is Python-Markdown's
        md.inlinePatterns.register(self.Signs(r"%(\w+)%", md), "signs", 65)


def made(text: str, *, ours: bool, others: tuple[str | Extension, ...] = ()) -> str:
    names = [name for name in dialect.EXTENSIONS if ours or name != OURS]
    options = {name: dict(dialect.EXTENSIONS[name]) for name in names}
    return Markdown(extensions=[*names, *others], extension_configs=options).convert(text)


@settings(max_examples=400, deadline=None)
@given(text=st.lists(PIECES, max_size=30).map("".join))
@example(text="a  \nb \\* `c` [d][] ![e](f) *g _h_ i* &amp; <j@k.l> $m$ ~~n *o*~~ ==p== [q]\n\n[d]: r\n[q]: s")
@example(text="![[`a`](b)](c) [*d [e](f)*][g] **`h`*i***")
def test_every_text_is_the_same_page(text: str) -> None:
    assert made(text, ours=True) == made(text, ours=False)


@settings(max_examples=100, deadline=None)
@given(
    text=st.lists(PIECES | st.sampled_from(["%a%", "*%b%*", "[%c%](d)", '"e"', "[[f]]", "%"]), max_size=30).map("".join)
)
def test_extensions_of_others_are_served_too(text: str) -> None:
    others = (Old(), "smarty", "nl2br", "wikilinks", "abbr")
    assert made(text, ours=True, others=others) == made(text, ours=False, others=others)


def test_a_pattern_of_the_old_kind_is_found() -> None:
    assert "a <kbd>b</kbd> c <kbd>d</kbd>" in made("a %b% c %d%", ours=True, others=(Old(),))


@pytest.mark.skipif(not PAGES.is_dir(), reason="no tree is built")
def test_the_embedded_wiki_is_the_same() -> None:
    for path in sorted(PAGES.rglob("*.md"))[::5]:
        text = path.read_text("utf-8").partition("\n---\n")[2]
        assert made(text, ours=True) == made(text, ours=False), path

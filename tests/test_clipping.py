"""Clipped web pages: what is restored, what is left out, and that nothing else is ever taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki.diagnostics import Diagnostic
from stillwiki.sources.clipping import unclipped
from stillwiki.sources.vault import read_vault

PROSE = "Tides follow the moon, and the sun a little less; harbours keep tables of both. " * 6
FLAT = (
    f"## What is a tide? {PROSE}## How high is it? A metre * or two, it depends. ```python # table h = 2 * a ``` "
    f"By reading it you know. ## Where To Look * **Harbours:** They keep tables. * **Buoys:** They float. "
    f"## Overview {PROSE}"
)
PAGE = f"""Glossary

Tide

🌊 Sea 🔴 Advanced 👁 12 views

📖 Quick Definition

The rise and fall
of the sea.

Sign up

In other words

{PROSE}

Questions & answers

Short answers.

Why two a day?

Because the earth turns below two bulges.

Are tides alike?

No; a coast shapes them.

See our harbour tool

Sign up

Back
Maps
·
Boats
·
Buoys
·
Maps
·
Boats
·
Buoys
·

© 2026 Harbour
"""


def mended(text: str) -> tuple[str, dict[str, object], list[Diagnostic]]:
    """A text as it comes out, its properties, and what was said."""
    found: list[Diagnostic] = []
    body, properties = unclipped("Tide.md", text, 1, {}, found)
    return body, dict(properties), found


def test_flattened_markdown_has_its_lines_again() -> None:
    body, _, found = mended(FLAT)
    prose = PROSE.strip()
    assert body == (
        f"## What is a tide?\n\n{prose}\n\n## How high is it?\n\nA metre * or two, it depends.\n\n"
        "```python\n# table h = 2 * a\n```\n\nBy reading it you know.\n\n## Where To Look\n\n"
        f"* **Harbours:** They keep tables.\n* **Buoys:** They float.\n\n## Overview {prose}\n"
    )
    assert [each.code for each in found] == ["clipping-mended"]


def test_a_page_loses_its_furniture_and_keeps_what_it_says() -> None:
    body, properties, found = mended(PAGE)
    assert body == f"## In other words\n\n{PROSE}\n"
    assert properties == {
        "definition": "The rise and fall of the sea.",
        "level": "advanced",
        "questions": [
            {"question": "Why two a day?", "answer": "Because the earth turns below two bulges."},
            {"question": "Are tides alike?", "answer": "No; a coast shapes them."},
        ],
    }
    assert {each.line for each in found} >= {1, 3, 5, 7, 12, 14}


def test_what_the_author_says_counts() -> None:
    found: list[Diagnostic] = []
    body, properties = unclipped("T.md", "Quick definition: The sea.\n", 1, {"definition": "Mine."}, found)
    assert (body, properties, found) == ("Quick definition: The sea.\n", {"definition": "Mine."}, [])


@pytest.mark.parametrize(
    "text",
    [
        "# Tide\n\n## Quick definition\n\nThe sea.\n",
        "Quick definition: [[Sea]] and more.\n",
        "```\nQuick definition: code\n```\n[[Sea]]\n",
        "A definition. Quick!\n\n·\n\nText ## not a heading\n",
        f"{PROSE}\n\n- ## a\n",
    ],
)
def test_what_somebody_wrote_stays_as_it_is(text: str) -> None:
    assert mended(text) == (text, {}, [])


@given(st.text(alphabet="Ab ?.·#*-`\n©→", max_size=300))
def test_any_text_comes_through(text: str) -> None:
    for each in (text, f"Quick definition: The sea.\n\n{text}", FLAT + text):
        body, _, found = mended(each)
        assert bool(found) == (body != each)


def test_a_vault_takes_clippings_in(tmp_path: Path) -> None:
    (tmp_path / "Tide.md").write_text(f"---\nlevel: beginner\n---\n{PAGE}", "utf-8")
    vault = read_vault(tmp_path)
    assert vault.notes["Tide.md"].properties["level"] == "beginner"
    assert vault.notes["Tide.md"].properties["definition"] == "The rise and fall of the sea."
    assert {each.code for each in vault.diagnostics} == {"clipping-mended"}

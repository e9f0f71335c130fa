from __future__ import annotations

import pytest

from stillwiki.obsidian.plain import MAX_DESCRIPTION, first_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Head\n\n> quote\n\nA *first* **paragraph** with ==marks== and `code`.\n\nMore",
         "A first paragraph with marks and code."),
        ("See [[Note]], [[Note|shown]], [[Note#Part]], [[#Part]], [[Note#^id|that]] and [web](https://x.example/).",
         "See Note, shown, Note, Part, that and web."),
        ("Text ![[a.png|40]] and ![alt|100](b.png) there.^[an aside] ^block", "Text and there."),
        ("%%hidden%% shown <b>bold</b>[^1]", "shown bold"),
        ("- list\n- only", ""),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
    ],
)  # fmt: skip
def test_first_words(text: str, words: str) -> None:
    assert first_words(text) == words


def test_a_long_paragraph_ends_at_a_word() -> None:
    found = first_words("word " * 100)
    assert len(found) <= MAX_DESCRIPTION
    assert found.endswith("word…")

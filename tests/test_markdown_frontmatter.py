"""Front matter: read back as it was written, in the order it was given."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stillwiki.markdown import frontmatter

tricky = st.text("ab: #-'\"\\\n\t&*!|>%@`[]{},?~=é☃😀\x85\u2028", max_size=8)
plain = st.text("abNoOnyf (/).,%-_1", max_size=8)
texts = plain | st.text(st.characters(exclude_categories=["Cs"])) | tricky
scalars = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.sampled_from([0.5, 2.0, -1.25]) | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(texts, values, max_size=4))
def test_it_is_read_back_as_written(meta: dict[str, object]) -> None:
    written = frontmatter.dump(meta)
    assert written == (frontmatter._yaml(meta) if meta else "")
    read = yaml.safe_load(written) or {}
    assert read == meta
    assert list(read) == list(meta)


@pytest.mark.parametrize(
    "text", ["yes", "No", "null", "1.0", "2020-01-01", "0x1", "~", "a: b", "a #b", "'", "- a", "", " a"]
)
def test_what_yaml_would_take_for_something_else_is_quoted(text: str) -> None:
    assert yaml.safe_load(frontmatter.dump({"key": text})) == {"key": text}


def test_it_reads_well() -> None:
    meta = {
        "title": "Sparse autoencoder (SAE)",
        "source": {"kind": "wiki", "id": 7, "authors": ["Neel", "O'Neil"], "url": "https://example.org/wiki/A?b=c#d"},
        "categories": [{"title": "Category:Methods", "url": "wiki/Category/Methods/"}],
        "aliases": (),
        "summary": "Finds features: more than neurons.",
    }
    assert frontmatter.join(meta, "# Text\n") == (
        "---\n"
        "title: Sparse autoencoder (SAE)\n"
        "source:\n"
        "  kind: wiki\n"
        "  id: 7\n"
        "  authors:\n"
        "  - Neel\n"
        "  - O'Neil\n"
        "  url: https://example.org/wiki/A?b=c#d\n"
        "categories:\n"
        "- title: Category:Methods\n"
        "  url: wiki/Category/Methods/\n"
        "aliases: []\n"
        "summary: 'Finds features: more than neurons.'\n"
        "---\n\n# Text\n"
    )


def test_a_page_without_data_is_its_body() -> None:
    assert frontmatter.join({}, "Text\n") == "Text\n"
    assert frontmatter.join({"title": "A"}, "") == "---\ntitle: A\n---\n"


def test_what_yaml_cannot_hold_is_refused() -> None:
    with pytest.raises(yaml.representer.RepresenterError):
        frontmatter.dump({"key": object()})

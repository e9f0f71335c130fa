from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from stillwiki.markdown import dialect
from stillwiki.model import Document, Static
from stillwiki.weave import glossary


def note(title: str, definition: str = "", level: str = "") -> Document:
    meta = {"title": title, "kind": "note", "definition": definition, "level": level}
    return Document(f"notes/{title}.md", {key: value for key, value in meta.items() if value}, "")


def article(title: str, description: str, *categories: str) -> Document:
    listed = [{"title": name, "url": ""} for name in categories]
    return Document(
        f"wiki/{title}.md",
        {"title": title, "kind": "article", "description": description, "categories": listed},
        "",
    )


def page(*documents: Document, categories: tuple[str, ...] = ()) -> Document:
    found = next(glossary.pages(glossary.terms(documents, categories)))
    assert isinstance(found, Document)
    return found


def test_notes_that_define_and_articles_of_chosen_categories_are_terms() -> None:
    documents = [
        note("Neuron", "A unit."), note("Diary"), article("Circuit", "A subgraph.", "Concepts"),
        article("Chris Olah", "A researcher.", "People"),
    ]  # fmt: skip
    assert [term.title for term in glossary.terms(documents, {"Concepts"})] == ["Circuit", "Neuron"]
    assert [term.title for term in glossary.terms(documents)] == ["Neuron"]


def test_an_article_and_a_note_of_one_title_are_one_term() -> None:
    documents = [note("circuit", "What the note says.", "advanced"), article("Circuit", "An article.", "Concepts")]
    (term,) = glossary.terms(documents, {"Concepts"})
    assert (term.path, term.definition, term.level) == ("wiki/Circuit.md", "What the note says.", "advanced")
    assert term.others == ("notes/circuit.md",)
    text = page(*documents, categories=("Concepts",)).body
    assert "[Circuit](wiki/Circuit.md)" in text
    assert "[Note](notes/circuit.md)" in text


def test_a_term_knows_its_neighbours() -> None:
    documents = [note("Feature", "f"), note("Étude", "e"), note("Anchor", "a"), note("Diary")]
    found = glossary.terms(documents)
    marked = {document.meta["title"]: document.meta.get("term") for document in glossary.marked(documents, found)}
    assert marked == {
        "Anchor": {"url": "glossary/#term-notes.Anchor", "next": {"title": "Étude", "url": "notes/%C3%89tude/"}},
        "Étude": {
            "url": "glossary/#term-notes.Étude",
            "previous": {"title": "Anchor", "url": "notes/Anchor/"},
            "next": {"title": "Feature", "url": "notes/Feature/"},
        },
        "Feature": {"url": "glossary/#term-notes.Feature", "previous": {"title": "Étude", "url": "notes/%C3%89tude/"}},
        "Diary": None,
    }


def test_what_stands_in_a_glossary_is_a_list_of_definitions_by_letter() -> None:
    html = dialect.render(page(note("Neuron", "A *unit* <b>of</b> {: .x}", "beginner"), note("2D", "Flat.")).body)
    assert re.findall(r'<h2 [^>]*id="([^"]*)"', html) == ["letter-digits", "letter-N"]
    assert (
        '<span id="term-notes.Neuron"></span><a href="notes/Neuron.md">Neuron</a> <small>beginner</small></dt>' in html
    )
    assert "<dd>A *unit* &lt;b&gt;of&lt;/b&gt; {: .x}</dd>" in html


def test_definitions_for_tooltips_stand_by_address() -> None:
    data = list(glossary.pages(glossary.terms([note("A b", "One\n two")])))[1]
    assert isinstance(data, Static)
    assert json.loads(data.content) == {"notes/A%20b/": "One two"}


def test_without_terms_there_is_still_a_page() -> None:
    assert "No page of this wiki defines a term." in page(note("Diary")).body


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip()))
def test_a_definition_shows_as_it_was_written(text: str) -> None:
    html = dialect.render(page(note("Neuron", text)).body)
    assert html.count("<dd>") == 1
    assert "<script" not in html.replace("&lt;script", "")

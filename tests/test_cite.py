from __future__ import annotations

import re

import pytest

from rendering import codes, facts, html
from stillwiki.dom import Element, parse

ERROR = "Cite error: "


def tree(text: str, pages: dict[str, str] | None = None) -> Element:
    return parse(html(text, pages))


def marks(text: str, pages: dict[str, str] | None = None) -> list[str]:
    found = tree(text, pages).elements("sup")
    return [mark.text() for mark in found if "reference" in mark.classes() and "cite_ref" in mark.attrs.get("id", "")]


def notes(text: str, pages: dict[str, str] | None = None) -> list[str]:
    found = tree(text, pages).elements("span")
    return [note.text() for note in found if "reference-text" in note.classes()]


def test_notes_are_numbered_by_their_first_call() -> None:
    text = 'a<ref name="x">X</ref> b<ref>Y</ref> c<ref name="x" />\n<references />'
    assert marks(text) == ["[1]", "[2]", "[1]"]
    assert notes(text) == ["X", "Y"]


def test_every_call_has_its_own_id_and_a_way_back() -> None:
    body = tree('a<ref name="x">X</ref> b<ref name="x" /><references />')
    ids = [mark.attrs["id"] for mark in body.elements("sup") if "reference" in mark.classes()]
    back = next(span for span in body.elements("span") if "mw-cite-backlink" in span.classes())
    assert [link.attrs["href"] for link in back.elements("a")] == [f"#{name}" for name in ids]


def test_a_list_is_made_for_notes_that_none_took() -> None:
    assert notes("a<ref>X</ref>") == ["X"]


def test_groups_have_their_own_numbers_and_lists() -> None:
    text = 'a<ref>X</ref> b<ref group="n">Y</ref>\n<references group="n" />\n<references />'
    assert marks(text) == ["[1]", "[n 1]"]
    assert notes(text) == ["Y", "X"]


def test_a_group_without_a_list_is_an_error() -> None:
    text = 'a<ref group="n">Y</ref>'
    assert 'for a group named "n"' in html(text)
    assert "cite-error" in codes(text)


def test_a_group_may_have_labels_of_its_own() -> None:
    labels = {"MediaWiki:Cite link label group-greek": "α β"}
    text = '<ref group="greek">A</ref><ref group="greek">B</ref><ref group="greek">C</ref><references group="greek" />'
    assert marks(text, labels) == ["[α]", "[β]", "[greek 3]"]
    assert "Ran out of custom link labels" in html(text, labels)


def test_names_differ_by_their_blanks() -> None:
    assert marks('<ref name="a b">1</ref><ref name="a_b">2</ref><references />') == ["[1]", "[2]"]


def test_list_defined_notes() -> None:
    text = '<ref name="a" />\n<references>\n<ref name="a">A</ref>\n</references>'
    assert (marks(text), notes(text)) == (["[1]"], ["A"])


def test_notes_defined_through_a_function_are_taken_back_first() -> None:
    text = '<ref name="a" />{{#tag:references|<ref name="a">A</ref><ref name="b">B</ref>}}<ref name="c">C</ref>'
    assert marks(text) == ["[1]", "[1]"]
    assert notes(text)[0].startswith("B Cite error")
    assert notes(text)[1:] == ["A", "C"]


def test_a_template_may_hand_notes_to_a_list() -> None:
    pages = {"Template:Reflist": "<div>{{#tag:references|{{{refs}}}}}</div>"}
    text = '<ref name="a" />{{Reflist|refs=<ref name="a">A</ref>}}'
    assert (marks(text, pages), notes(text, pages)) == (["[1]"], ["A"])


def test_details_make_notes_of_their_own_below_the_main_one() -> None:
    text = 'a<ref name="b" details="p. 1">Book</ref> b<ref name="b" details="p. 2" /> c<ref name="b" details="p. 1" />'
    assert marks(text) == ["[1.1]", "[1.2]", "[1.1]"]
    assert notes(text) == ["Book", "p. 1", "p. 2"]
    assert len(list(tree(text).elements("ol"))) == 2


def test_extends_is_the_older_form_of_details() -> None:
    assert marks('<ref name="b">Book</ref><ref extends="b">p. 1</ref>') == ["[1]", "[1.1]"]


def test_follow_goes_on_with_a_note() -> None:
    text = '<ref name="a">one</ref><ref follow="a">two</ref><references />'
    assert (marks(text), notes(text)) == (["[1]"], ["one two"])


def test_follow_without_its_note_stands_first() -> None:
    text = '<ref>one</ref><ref follow="z">two</ref><references />'
    assert (marks(text), notes(text)) == (["[1]"], ["two", "one"])


def test_direction_of_a_note() -> None:
    assert 'class="mw-cite-dir-rtl"' in html('<ref dir="rtl">x</ref>')
    assert 'dir="nonsense"' in notes('<ref dir="nonsense">x</ref>')[0]


@pytest.mark.parametrize(
    ("wikitext", "message"),
    [
        ("<ref />", "The opening <ref> tag is malformed or has a bad name."),
        ("<ref> </ref>", "refs with no name must have content."),
        ('<ref name="5">x</ref>', "name cannot be a simple integer."),
        ('<ref name="n" />', 'no text was provided for refs named "n".'),
        ('<ref foo="1">x</ref>', 'Invalid parameter "foo" in <ref> tag.'),
        ('<ref name="a">x</ref><ref name="a">y</ref>', 'name "a" defined multiple times with different content.'),
        ('<ref name="a" follow="b">x</ref>', "cannot be named individually or have details."),
        ('<ref details="p">x</ref>', "missing name attribute."),
        ('<ref details="p" />', "must contain content or point to a parent reference by name."),
        ('<references foo="1" />', 'Invalid parameter "foo" in <references> tag.'),
        ('<references><ref name="a">x</ref></references>', "is not used in prior text."),
        ("<references><ref>x</ref></references>", "has no name attribute."),
        ('<references><ref name="a" /></references>', 'defined in <references> group "" has no content.'),
        ('<references><ref name="a" group="g">x</ref></references>', 'conflicting group attribute "g".'),
    ],
)
def test_errors_are_shown_as_mediawiki_shows_them(wikitext: str, message: str) -> None:
    text = tree(wikitext).text()
    assert ERROR in text
    assert message in text
    assert "cite-error" in codes(wikitext)
    assert "Category:Pages with reference errors" in {category.name for category in facts(wikitext).categories}


def test_names_cannot_leave_their_attributes() -> None:
    found = html("<ref name='x\" onclick=\"alert(1)'>a</ref>")
    assert not re.search(r"<[^>]* onclick=", found.replace("&quot;", ""))


def test_a_note_in_a_note_of_a_function() -> None:
    assert marks("{{#tag:ref|outer<ref>inner</ref>}}<references />") == ["[2]", "[1]"]

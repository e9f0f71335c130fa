from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rendering import codes, facts, html
from smallwiki import site
from stillwiki.dom import Element, parse
from stillwiki.model import Link, MediaInfo, Styles

MEDIA = {"A.jpg": MediaInfo(400, 200, "image/jpeg"), "B.png": MediaInfo(100, 300, "image/png")}


def tree(text: str, pages: dict[str, str] | None = None) -> Element:
    return parse(html(text, pages, MEDIA))


def first(text: str, tag: str, pages: dict[str, str] | None = None) -> Element:
    return next(tree(text, pages).elements(tag))


# -- text as it stands -----------------------------------------------------------------------------


def test_nowiki() -> None:
    assert html("<nowiki>''a'' <b> &lt; {{x}}</nowiki>") == "<p>''a'' &lt;b&gt; &lt; {{x}}\n</p>"


def test_pre() -> None:
    assert html("<pre class='a' onclick='b'>''x'' <nowiki>[[y]]</nowiki></pre>") == "<pre class=\"a\">''x'' [[y]]</pre>"
    assert first("{{#tag:pre|''x''|format=wikitext}}", "pre").children[0] == Element("i", {}, parse("x").children)


def test_unknown_tags_show_their_source() -> None:
    assert first('<score x="1">a<b</score>', "code").text() == '<score x="1">a<b</score>'
    assert "unsupported-tag" in codes("<score>a</score>")


# -- poems -----------------------------------------------------------------------------------------


def test_poem() -> None:
    found = first("<poem class='x'>\none\n:two\n  three\n----\n</poem>", "div")
    assert found.attrs["class"] == "poem x"
    assert [part.tag for part in found.elements("br", "hr")] == ["br", "br", "br", "hr"]
    indented = next(found.elements("span"))
    assert (indented.text(), indented.attrs["style"][-5:]) == ("two", " 1em;")
    assert "\xa0\xa0three" in found.text()


def test_poems_break_what_is_no_wikitext_too() -> None:
    assert len(list(tree("<poem>a<nowiki>\nb</nowiki></poem>").elements("br"))) == 1


def test_compact_poems() -> None:
    assert html("<poem compact>\na\n</poem>") == '<div class="poem">a</div>'


# -- galleries -------------------------------------------------------------------------------------


def items(text: str) -> list[Element]:
    return [item for item in tree(text).elements("li") if "gallerybox" in item.classes()]


def test_gallery() -> None:
    found = items("<gallery>\nA.jpg|one ''it'' [[Page|x]]\nFile:B.png|alt=words|link=Page|two\n\n[[no]]\n</gallery>")
    assert [item.text().split() for item in found] == [["one", "it", "x"], ["two"]]
    images = [next(item.elements("img")).attrs for item in found]
    assert [(image["alt"], image["width"], image["height"]) for image in images] == [
        ("one it x", "120", "60"),
        ("words", "40", "120"),
    ]


def test_gallery_attributes() -> None:
    found = first(
        '<gallery caption="C {{PAGENAME}}" perrow=2 widths=100px class="x" style="color:red">A.jpg</gallery>', "ul"
    )
    assert found.attrs == {"class": "gallery mw-gallery-traditional x", "style": "max-width: 286px;color:red"}
    assert next(found.elements("li")).text() == "C Page"


@pytest.mark.parametrize("mode", ["nolines", "packed", "packed-hover", "packed-overlay", "slideshow", "traditional"])
def test_modes(mode: str) -> None:
    found = first(f'<gallery mode="{mode}" heights=100>\nA.jpg|words\n</gallery>', "ul")
    assert f"mw-gallery-{mode}" in found.classes()
    assert "words" in found.text()
    assert next(found.elements("img")).attrs["height"] == ("100" if mode.startswith("packed") else "60")


def test_unknown_modes_are_traditional() -> None:
    assert "mw-gallery-traditional" in first("<gallery mode=x>A.jpg</gallery>", "ul").classes()


def test_missing_files_in_galleries() -> None:
    text = "<gallery showfilename>\nNo.jpg\nCategory:X|c\n</gallery>"
    assert [node.attrs["title"] for node in tree(text).elements("span") if node.classes() == ["new"]] == [
        "File:No.jpg",
        "Category:X",
    ]


# -- image maps ------------------------------------------------------------------------------------

MAP = "<imagemap>\nFile:A.jpg|200px|alt=a|cap\n{}\n</imagemap>"


def test_image_map() -> None:
    found = first(
        MAP.format("# note\nrect 10 10 20 20 [[Page|words]]\ndefault [https://x.example/ y]\ndesc none"), "figure"
    )
    area = next(found.elements("area")).attrs
    assert area == {"href": "wiki:Page", "shape": "rect", "coords": "5,5,10,10", "alt": "words", "title": "words"}
    assert next(found.elements("a")).attrs["href"] == "https://x.example/"
    assert next(found.elements("img")).attrs["usemap"] == "#" + next(found.elements("map")).attrs["name"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[[x]] y", "No valid link was found at the end of line 3."),
        ("oval 1 2 [[x]]", "Unrecognized shape at line 3"),
        ("rect 1 2 3 [[x]]", "Not enough coordinates for shape at line 3."),
        ("rect 1 2 3 x [[x]]", "Invalid coordinate at line 3, must be a number."),
        ("poly 1 2 3 [[x]]", "Found poly with odd number of coordinates on line 3"),
        ("poly [[x]]", "Not enough coordinates"),
        ("circle 1 2 3", "No valid link was found at the end of line 3."),
        ("default [[<]]", "Invalid title in link at line 3."),
        ("desc left", "Invalid desc specification"),
    ],
)
def test_errors_of_image_maps(line: str, message: str) -> None:
    assert message in tree(MAP.format(line)).text()


def test_image_maps_need_a_file() -> None:
    assert "Must specify an image" in html("<imagemap>\nText\n</imagemap>")
    assert "Image is invalid or non-existent." in html("<imagemap>\nFile:No.jpg\n</imagemap>")


# -- code ------------------------------------------------------------------------------------------


def test_code() -> None:
    found = first(
        '<syntaxhighlight lang="Python" line start="3" highlight="1,2-99999">\ndef f():\n  pass\n\n</syntaxhighlight>',
        "pre",
    )
    assert found.text() == "def f():\n  pass\n"
    code = found.children[0]
    assert isinstance(code, Element)
    assert code.attrs == {"class": "language-python", "data-mw-start": "3", "data-mw-highlight": "1 2"}


def test_code_in_a_line() -> None:
    assert html("a <source lang=c inline>int\nx;</source> b") == "<p>a <code>int x;</code> b\n</p>"
    assert html("a <source enclose=none><b></source>") == "<p>a <code>&lt;b&gt;</code>\n</p>"


def test_languages() -> None:
    assert first("<source lang=html5>x</source>", "code").attrs == {"class": "language-html"}
    assert first("<source lang=nonsense>x</source>", "code").attrs == {}
    assert "code-language" in codes("<source lang=nonsense>x</source>")


def test_code_of_a_function() -> None:
    assert first("{{#tag:syntaxhighlight|<nowiki>a & b</nowiki>|lang=c}}", "pre").text() == "a & b\n"


# -- formulas --------------------------------------------------------------------------------------


def test_formulas_stay_tex() -> None:
    assert first("<math>x < \\frac{a}{b}</math>", "span").text() == "$ x < \\frac{a}{b} $"
    assert first("<chem>H2O</chem>", "span").text() == "$ \\ce{H2O} $"
    assert "display" in first("<math display=block>x</math>", "span").attrs["class"]


# -- boxes, tabs, signs ----------------------------------------------------------------------------


def test_tabs() -> None:
    found = first("<tabber>\n|-|One=\n* a\n|-|''[[Page|Two]]''={{#if:1|x=y}}\n|-|none\n</tabber>", "div")
    links = list(next(found.elements("nav")).elements("a"))
    panels = [panel for panel in found.elements("div") if "tabber__panel" in panel.classes()]
    assert [link.attrs["href"] for link in links] == [f"#{panel.attrs['id']}" for panel in panels]
    assert [link.text() for link in links] == ["One", "''[[Page|Two]]''"]
    assert [panel.text().strip() for panel in panels] == ["a", "x=y"]


def test_labels_of_tabs_are_read_where_the_wiki_says_so() -> None:
    found = parse(facts("<tabber>''[[Page|Two]]''=a</tabber>", here=replace(site(), tab_markup=True)).html)
    label = next(found.elements("nav")).children[0]
    assert label == Element("a", label.attrs, [Element("i", {}, parse("Two").children)])


def test_tabs_of_pages() -> None:
    found = tree("<tabbertransclude>\nOther|Label\n</tabbertransclude>", {"Other": "its ''text''"})
    assert found.text().split() == ["Label", "its", "text"]


def test_indicators_show_nothing_in_the_text() -> None:
    assert html('a<indicator name="x">b [[Category:C]]</indicator>') == "<p>a\n</p>"
    assert [category.name for category in facts('<indicator name="x">[[Category:C]]</indicator>').categories] == [
        "Category:C"
    ]
    assert "must not be empty" in html("<indicator>a</indicator>")


def test_forms_become_notes() -> None:
    box = "<inputbox>\ntype=search\nbuttonlabel=Go\ndefault=a\nplaceholder=b\nnamespaces={}\n</inputbox>"
    assert tree(box.format("")).text() == "a Go"
    assert first(box.format(""), "div").attrs["title"] == "b"
    assert "form-replaced" not in codes(box.format(""))
    assert "form-replaced" in codes(box.format("Help"))
    assert 'Input box type "x" not recognized.' in html("<inputbox>type=x</inputbox>")
    assert "have not specified the type" in html("<inputbox></inputbox>")
    assert "form-replaced" in codes("<inputbox>type=create</inputbox>")


def test_category_trees_are_links() -> None:
    assert first("<categorytree mode=pages>Things</categorytree>", "a").attrs["href"] == "wiki:Category:Things"
    assert first("{{#categorytree:Things|mode=pages}}", "a").attrs["href"] == "wiki:Category:Things"
    assert "error" in html("<categorytree>a[b</categorytree>")


def test_what_a_category_tree_is_asked_for() -> None:
    asked = json.loads(
        first("{{#categorytree:X|depth=3|hideroot=on|namespaces=File Help}}", "div").attrs["data-mw-tree"]
    )
    assert asked == {
        "category": "Category:X",
        "mode": "categories",
        "depth": 3,
        "root": False,
        "prefix": "categories",
        "count": False,
        "namespaces": [6, 12],
    }
    assert first('<div data-mw-tree="{}">x</div>', "div").attrs == {}


def test_template_styles_show_nothing() -> None:
    text = '<templatestyles src="Box/styles.css" />a'
    assert html(text, {"Template:Box/styles.css": "a {color: red}"}) == "<p>a\n</p>"
    assert facts(text, {"Template:Box/styles.css": ""}).styles == (Styles("Template:Box/styles.css"),)
    assert "Template:Box/styles.css" in facts(text).templates


def test_template_styles_that_are_none() -> None:
    assert "has no content" in html('<templatestyles src="Box/styles.css" />')
    assert "must not be empty" in html("<templatestyles />")
    assert "Invalid title" in html('<templatestyles src="a[b" />')
    other = html('<templatestyles src="Box" />', {"Template:Box": "x"})
    assert 'must have content model "Sanitized CSS" for TemplateStyles (current model is "wikitext")' in other
    assert facts('<templatestyles src="Box" />', {"Template:Box": "x"}).links == (Link("Template:Box", own=False),)
    assert "styles-ignored" in codes('<templatestyles src="Box" />', {"Template:Box": "x"})


def test_template_styles_within_an_element() -> None:
    pages = {"Template:Box/styles.css": "a {color: red}"}
    found = facts('<templatestyles src="Box/styles.css" wrapper=".box#a" />', pages)
    assert found.styles == (Styles("Template:Box/styles.css", ".box#a"),)
    assert "Invalid value" in html('<templatestyles src="Box/styles.css" wrapper=".box ~ p" />', pages)


# -- infoboxes -------------------------------------------------------------------------------------

BOX = """<infobox type="book">
<title source="name"><default>{{PAGENAME}}</default></title>
<image source="image"><caption source="words"/></image>
<data source="author"><label>By</label><format>''{{{author}}}'' &nbsp; &</format></data>
<data source="none"><label>None</label></data>
<group><header>Facts</header><data source="year"><label>Year</label></data></group>
<group><header>Unseen</header><data source="none"/></group>
<group layout="horizontal">
  <data source="year"><label>Y</label></data><data source="author"><label>A</label></data>
</group>
<navigation>[[Page]]</navigation>
</infobox>"""


def test_infobox() -> None:
    pages = {"Template:Box": BOX}
    found = first("{{Box|author=Ann|year=1999|image=A.jpg|words=a ''picture''}}", "table", pages)
    assert found.classes() == ["infobox", "portable-infobox", "pi-type-book"]
    rows = [" ".join(cell.text() for cell in row.elements("th", "td")) for row in found.elements("tr")]
    assert rows[0] == "Page"
    assert rows[2:5] == ["By Ann \xa0 &", "Facts", "Year 1999"]
    assert next(found.elements("img")).attrs["src"] == "file:A.jpg"
    assert [cell.text() for cell in found.elements("th") if "scope" in cell.attrs] == ["By", "Year"]


def test_infoboxes_without_values_are_not_shown() -> None:
    assert html("<infobox><data source='x'><label>X</label></data></infobox>") == ""


def test_infoboxes_that_are_no_xml_show_their_source() -> None:
    assert "infobox-error" in codes("<infobox><data></infobox>")
    assert "<data>" in tree("<infobox><data></infobox>").text()


def test_infoboxes_cannot_grow() -> None:
    assert "infobox-error" in codes("<infobox><!DOCTYPE x [<!ENTITY a 'b'>]><data>&a;</data></infobox>")

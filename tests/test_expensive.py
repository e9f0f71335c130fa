"""Expensive questions: what counts as one, and what is answered when there were too many, as MediaWiki 1.39 does."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from smallwiki import page, site
from stillwiki.inventory import inventory
from stillwiki.model import Facts
from stillwiki.wikitext import context
from stillwiki.wikitext.render import scan

MODULE = """local p = {}
function p.exists(f) return tostring(mw.title.new(f.args[1]).exists) end
function p.file(f) return tostring(mw.title.new(f.args[1]).file.exists) end
function p.content(f) return tostring(mw.title.new(f.args[1]):getContent() ~= nil) end
function p.number(f) return mw.title.new(tonumber(f.args[1])).text end
function p.members(f) return mw.site.stats.pagesInCategory(f.args[1]) end
function p.tried(f) return tostring(pcall(function() return mw.title.new(f.args[1]).exists end)) end
return p"""
OTHERS = {"There": "x", "Also": "y", "Template:T": "t", "Module:M": MODULE}
TOO_MANY = "Category:Pages with too many expensive parser function calls"


def asked(text: str, limit: int = context.MAX_EXPENSIVE) -> Facts:
    with patch.object(context, "MAX_EXPENSIVE", limit):
        shown = page("Page", text, number=9)
        return scan(shown, inventory(site(), [shown, *(page(*each) for each in OTHERS.items())], ("A.png",)))


def words(facts: Facts) -> str:
    return facts.html.removeprefix("<p>").partition("\n")[0]


def is_over(facts: Facts) -> bool:
    over = TOO_MANY in {category.name for category in facts.categories}
    assert over == ("limit-expensive" in {found.code for found in facts.diagnostics})
    return over


def exists(title: str) -> str:
    return f"{{{{#ifexist: {title} | yes | no }}}}"


def lua(function: str, argument: str) -> str:
    return f"{{{{#invoke:M|{function}|{argument}}}}}"


FREE = [
    exists("Page"),
    exists("Special:AllPages"),
    exists("w:Foo"),
    exists("<"),
    "{{T}}" + exists("Template:T"),
    "{{T}}{{PAGESIZE:Template:T}}",
    "{{REVISIONID:Page}}{{PAGEID:Page}}{{PAGEID}}",
    lua("exists", "Page"),
    lua("content", "There"),
    "{{NUMBEROFPAGES}}{{filepath:A.png}}{{fullurl:There}}",
]
ONE = [
    exists("There"),
    exists("Nowhere"),
    exists("There") * 9,
    exists("there") + exists("There#x"),
    exists("Media:A.png"),
    "{{PAGESIZE:There}}" * 2,
    "{{PAGESIZE:There}}" + exists("There"),
    "{{PAGESIZE:There}}{{REVISIONID:There}}{{REVISIONUSER:There}}",
    "{{REVISIONID:There}}" + exists("There"),
    "{{PAGEID:There}}" * 2 + exists("There"),
    exists("There") + "{{PAGEID:There}}",
    "{{PAGESINCATEGORY:C}}" * 3,
    lua("exists", "There") * 2,
    lua("exists", "There") + exists("There"),
    lua("file", "File:A.png"),
    lua("number", "9"),
    lua("members", "C"),
    "{{T}}" + lua("exists", "Template:T"),
]
TWO = [
    exists("There") + exists("Also"),
    exists("Media:A.png") * 2,
    exists("There") + "{{PAGESIZE:There}}",
    "{{PAGESINCATEGORY:C}}" + exists("Category:C"),
    exists("There") + lua("exists", "There"),
]


@pytest.mark.parametrize(
    ("text", "price"), [(text, price) for price, texts in enumerate((FREE, ONE, TWO)) for text in texts]
)
def test_what_a_question_costs(text: str, price: int) -> None:
    assert not is_over(asked(text, price))
    assert price == 0 or is_over(asked(text, price - 1))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (exists("There"), "no"),
        (exists("Page"), "yes"),
        (exists("Media:A.png"), "no"),
        ("{{PAGESIZE:There}}", "0"),
        ("({{REVISIONID:There}}{{REVISIONUSER:There}}{{REVISIONYEAR:There}})", "()"),
        ("({{PAGEID:There}})", "()"),
        ("{{PAGESINCATEGORY:C}}", "0"),
        (lua("tried", "There"), "false"),
    ],
)
def test_what_is_answered_beyond_the_limit(text: str, answer: str) -> None:
    assert words(asked(text, 0)) == answer


def test_a_module_that_asks_too_much_fails() -> None:
    facts = asked(lua("exists", "There"), 0)
    assert "too many expensive function calls" in facts.html
    assert is_over(facts)


def test_five_hundred_are_allowed() -> None:
    many = "".join(exists(f"Nowhere {number}") for number in range(499))
    assert words(asked(many + exists("There"))).endswith("noyes")
    over = asked(many + exists("Nowhere") + exists("There") + exists("Nowhere 7"))
    assert words(over).endswith("nonono")
    assert is_over(over)

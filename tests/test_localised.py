"""Names and words in the wiki's own language: functions, variables, switches, errors, labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rendering import facts, html
from smallwiki import site
from stillwiki.wikitext.languages import trails


def shown(language: str, text: str) -> str:
    return html(text, here=replace(site(), language=language)).removeprefix("<p>").removesuffix("\n</p>")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "{{#якщо:1|a|b}} {{#ЯКЩО:|a|b}} {{#if:1|a|b}}", "a b a"),
        ("ru", "{{НАЗВАНИЕ_СТРАНИЦЫ}} {{PAGENAME}} {{uc:x}} {{большими_буквами:x}}", "Page Page X X"),
        ("ru", "{{#мвремя:Y}}{{#время:Y}}", "20262026"),
        ("de", "{{SEITENNAME}}{{klein:ABC}}", "Pageabc"),
        ("bar", "{{SEITENNAME}}", "Page"),
        ("en", "{{klein:ABC}}", '<a href="wiki:Template:Klein:ABC" title="Template:Klein:ABC">Template:Klein:ABC</a>'),
    ],
)
def test_functions_have_names_in_the_language_of_the_wiki(language: str, text: str, expected: str) -> None:
    assert shown(language, text) == expected


@pytest.mark.parametrize("word", ["__БЕЗ_ОГЛАВЛЕНИЯ__", "__без_оглавления__", "__NOTOC__"])
def test_switches_too(word: str) -> None:
    assert shown("ru", f"a{word}") == "a"
    assert shown("ltg", "a__без_оглавления__") == "a__без_оглавления__"


def test_switches_act_by_their_meaning() -> None:
    assert not facts("__БЕЗ_ИНДЕКСА__", here=replace(site(), language="ru")).index


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{#expr:1+}}", "Izteiksmes kļūda: trūkst + operands."),
        ("{{#time:Y|zzzz}}", "Kļūda: nederīgs laiks"),
        ("{{#invoke:None|f}}", 'Skripta kļūda: Nav tāda moduļa "None".'),
        (
            "<ref></ref>",
            "Kļūda atsaucē: Nederīga <code>&lt;ref&gt;</code> iezīme; atsaucēm bez nosaukuma ir jābūt saturam",
        ),
        ("{{int:upload}}", "Īsyuteit failu"),
        ("{{int:ok}}", "Labi"),
    ],
)
def test_errors_and_labels_are_those_of_the_language_or_of_what_stands_in_for_it(text: str, expected: str) -> None:
    assert expected in shown("ltg", text)
    assert expected not in shown("en", text)


def test_the_link_trail_of_every_language_can_be_read() -> None:
    for codes, _ in trails._PATTERNS:
        for code in codes.split():
            assert trails.trail(code).match("") is None or not trails.trail(code).pattern
    assert trails.trail("no such language") is trails.trail("neither")

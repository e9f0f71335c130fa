"""From titles to paths, from paths to addresses."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillwiki import names
from stillwiki.titles import Title, Titles, default_namespaces

TITLES = Titles(default_namespaces())
RESERVED = {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in "0123456789¹²³")}


def article(text: str) -> Title:
    return Title(0, text, "")


def path(text: str) -> str:
    title = TITLES.parse(text)
    assert title is not None
    return names.paths([title])[title.full]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Induction head", "wiki/Induction_head.md"),
        ("GPT", "wiki/GPT.md"),
        ("AC/DC", "wiki/AC-DC.md"),
        ("What?", "wiki/What-.md"),
        ("C++", "wiki/C++.md"),
        ("Main Page", "wiki/Main_Page.md"),
        ("Category:Methods", "wiki/Category/Methods.md"),
        ("User talk:Ada", "wiki/User_talk/Ada.md"),
        ("Template:Box/doc", "wiki/Template/Box-doc.md"),
        ("שלום עולם", "wiki/שלום_עולם.md"),
        ("Étude", "wiki/Étude.md"),
        ("...And Justice for All", "wiki/---And_Justice_for_All.md"),
        ("Et al.", "wiki/Et_al-.md"),
        ('"Why" * 5 \\ 2', "wiki/-Why-_-_5_-_2.md"),
        ("100% `sure`^2", "wiki/100-_-sure--2.md"),
        ("AT&T, Bell's $5; all!", "wiki/AT&T,_Bell's_$5;_all!.md"),
    ],
)
def test_readable_where_a_file_system_allows_it(title: str, expected: str) -> None:
    assert path(title) == expected


@pytest.mark.parametrize(
    "name", ["CON", "Con", "Aux", "NUL", "Com1", "LPT9", "Com²", "CONIN$", "Index", "README", "404"]
)
def test_reserved_names_get_a_hash(name: str) -> None:
    assert re.fullmatch(rf"wiki/{re.escape(name)}-[0-9a-f]{{8}}\.md", names.paths([article(name)])[name])


@pytest.mark.parametrize("name", ["Con.txt", "Aux.a.b", "README.md", "NUL." + "x" * 200])
def test_a_suffix_does_not_free_a_reserved_name(name: str) -> None:
    found = names.paths([article(name)])[name].removeprefix("wiki/")
    assert re.match(rf"{name.partition('.')[0]}-[0-9a-f]{{8}}\.", found)


def test_twins_in_case_are_told_apart() -> None:
    found = names.paths([article("Gpt"), article("GPT")])
    assert found["GPT"] == "wiki/GPT.md"
    assert re.fullmatch(r"wiki/Gpt-[0-9a-f]{6}\.md", found["Gpt"])


def test_twins_in_normal_form_are_told_apart() -> None:
    one, other = article("Étude"), article(unicodedata.normalize("NFD", "Étude"))
    found = names.paths([one, other])
    assert found[one.full] == "wiki/Étude.md"
    assert len(set(found.values())) == 2
    assert all(unicodedata.is_normalized("NFC", name) for name in found.values())


def test_of_twins_the_one_whose_name_needs_no_change_keeps_it() -> None:
    assert names.paths([article("What?"), article("What-")])["What-"] == "wiki/What-.md"


def test_long_names_are_cut_between_characters() -> None:
    one, other = "語" * 85, "語" * 84 + "文"
    found = names.paths([article(one), article(other)])
    assert len(set(found.values())) == 2
    for name in found.values():
        assert len(name.encode()) <= 200
        assert re.fullmatch(r"wiki/語+-[0-9a-f]{8}\.md", name)


def test_a_namespace_is_a_folder_beside_the_article_of_its_name() -> None:
    titles = [TITLES.parse("Category"), TITLES.parse("Category:Index")]
    found = names.paths(title for title in titles if title)
    assert found["Category"] == "wiki/Category.md"
    assert names.address(found["Category:Index"]) != names.address(found["Category"])


legal = st.text(st.characters(exclude_characters="#<>[]{}|\x7f_\ufffd", exclude_categories=["Cc", "Cs"]), min_size=1)


@given(st.lists(legal, max_size=20), st.randoms())
def test_every_set_of_titles_has_one_set_of_safe_paths(texts: list[str], random: object) -> None:
    titles = [title for text in texts if (title := TITLES.parse(text)) and title.text and not title.fragment]
    found = names.paths(titles)
    random.shuffle(titles)  # type: ignore[attr-defined]
    assert names.paths(titles) == found
    folded = [unicodedata.normalize("NFC", name.casefold()) for name in found.values()]
    assert len(set(folded)) == len(found) == len({title.full for title in titles})
    for name in found.values():
        assert name.startswith("wiki/")
        assert name.endswith(".md")
        for part in name.split("/"):
            assert not re.search(r'[\x00-\x1f<>:"\\|?*#%]', part)
            assert not part.startswith((".", "_", "~"))
            assert part.partition(".")[0].lower() not in RESERVED
            assert len(part.encode()) <= 160


@pytest.mark.parametrize(
    ("target", "fragment", "expected"),
    [
        ("index.md", "", "."),
        ("index.md", "Top", ".#Top"),
        ("wiki/Feature.md", "", "wiki/Feature/"),
        ("wiki/What-.md", "Some part?", "wiki/What-/#Some%20part?"),
        ("wiki/C++.md", "", "wiki/C%2B%2B/"),
        ("wiki/Category/index.md", "", "wiki/Category/"),
        ("wiki/語.md", "", "wiki/%E8%AA%9E/"),
        ("media/a b.png", "", "media/a%20b.png"),
    ],
)
def test_addresses_are_as_they_are_served(target: str, fragment: str, expected: str) -> None:
    assert names.address(target, fragment) == expected


@pytest.mark.parametrize(
    ("source", "target", "fragment", "expected"),
    [
        ("index.md", "wiki/A.md", "", "wiki/A.md"),
        ("wiki/A.md", "index.md", "", "../index.md"),
        ("wiki/A.md", "wiki/Category/B_c.md", "D", "Category/B_c.md#D"),
        ("wiki/Category/B.md", "wiki/C++.md", "", "../C%2B%2B.md"),
        ("wiki/A.md", "wiki/A.md", "Part", "#Part"),
        ("wiki/A.md", "wiki/A.md", "", "A.md"),
        ("wiki/A.md", "media/x(1).png", "", "../media/x%281%29.png"),
    ],
)
def test_links_between_files(source: str, target: str, fragment: str, expected: str) -> None:
    assert names.relative(source, target, fragment) == expected


@given(legal, legal)
def test_links_lead_where_they_say(one: str, other: str) -> None:
    titles = [title for text in (one, other) if (title := TITLES.parse(text)) and title.text and not title.fragment]
    for name in names.paths(titles).values():
        assert "wiki/" + unquote(names.relative("wiki/X_Y_Z.md", name)) == name
        assert unquote(names.address(name)) == name.removesuffix(".md") + "/"


def test_files_keep_their_suffix() -> None:
    found = names.media_paths(["Attention head.PNG", "Attention head.png", "What?.svg", "Noname"])
    assert found["Attention head.PNG"] == "media/Attention_head.png"
    assert found["Attention head.png"].startswith("media/Attention_head-")
    assert found["What?.svg"] == "media/What-.svg"
    assert found["Noname"] == "media/Noname"
    assert len({path.casefold() for path in found.values()}) == len(found)


@given(*[st.lists(st.sampled_from(["a", "b", "..", ".", "", "c.md"]), min_size=1, max_size=4).map("/".join)] * 2)
def test_links_are_relative_as_posix_has_it(source: str, target: str) -> None:
    expected = posixpath.relpath(target or ".", posixpath.dirname(source) or ".")
    if target and source[:1] != "/" and target[:1] != "/":
        assert names.relative(source, target) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (" /Note.md", "notes/-/Note.md"),
        ("a/\u3000/Note.md", "notes/a/-/Note.md"),
        ("Odd.?é", "notes/Odd.-é"),
        ("Odd." + "x" * 200, None),
    ],
)
def test_blank_folders_and_odd_suffixes_of_a_vault_have_names(file: str, expected: str | None) -> None:
    found = names.note_paths([file])[file]
    assert expected is None or found == expected
    assert all(0 < len(part.encode()) <= 160 for part in found.split("/"))


@pytest.mark.parametrize("file", ["Odd.?日", 'Odd."', "Odd.a b", "Odd.A*", "Odd." + "x" * 230])
def test_an_upload_has_a_safe_name_whatever_its_suffix(file: str) -> None:
    found = names.media_paths([file, "Plain.PNG"])
    assert found["Plain.PNG"] == "media/Plain.png"
    assert not set(found[file]) & set('\\:*?"<>| ')
    assert len(found[file].encode()) < 200

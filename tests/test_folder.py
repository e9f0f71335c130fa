"""A wiki kept as a folder of `.mediawiki` files, and the files beside a source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from stillwiki import sources
from stillwiki.errors import SourceError
from stillwiki.sources import Settings, Wiki


def folder(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def titles(wiki: Wiki) -> list[str]:
    return [page.title.full for page in wiki.pages]


def test_names_are_titles_and_folders_only_group(tmp_path: Path) -> None:
    folder(tmp_path, {"Main_Page.mediawiki": "a", "Concepts/Induction_heads.mediawiki": "b", "AC%2FDC.mediawiki": "c"})
    assert titles(sources.read(tmp_path)) == ["AC/DC", "Induction heads", "Main Page"]


def test_notes_to_developers_are_no_pages(tmp_path: Path) -> None:
    folder(tmp_path, {"README.md": "a", "CLAUDE.md": "b", "A.mediawiki": "c", ".git/B.mediawiki": "d"})
    assert titles(sources.read(tmp_path)) == ["A"]


def test_a_folder_named_like_a_namespace_is_one(tmp_path: Path) -> None:
    names = ["Category/Methods", "Template/Box", "Module/Box", "User_talk/Ada", "Category:Theory"]
    wiki = sources.read(folder(tmp_path, {f"{name}.mediawiki": "" for name in names}))
    assert titles(wiki) == ["Category:Methods", "Category:Theory", "Module:Box", "Template:Box", "User talk:Ada"]
    assert {p.title.full: p.model for p in wiki.pages}["Module:Box"] == "Scribunto"


def test_settings_map_paths_to_titles(tmp_path: Path) -> None:
    names = ["Main_Page", "Methods", "Concepts/Feature", "Draft"]
    rules = {"*/*": "{title}", "Main_Page": "{title}", "Draft": "", "*": "Category:{title}"}
    wiki = sources.read(folder(tmp_path, {f"{name}.mediawiki": "" for name in names}), Settings(titles=rules))
    assert titles(wiki) == ["Category:Methods", "Feature", "Main Page"]


def test_two_files_of_one_title_are_reported(tmp_path: Path) -> None:
    wiki = sources.read(folder(tmp_path, {"x/A.mediawiki": "1", "y/A.mediawiki": "2"}))
    assert (titles(wiki), [d.code for d in wiki.diagnostics]) == (["A"], ["title-duplicate"])
    assert "x/A.mediawiki is kept" in wiki.diagnostics[0].message


def test_text_is_saved_as_mediawiki_saves_it(tmp_path: Path) -> None:
    [page] = sources.read(folder(tmp_path, {"A.mediawiki": "\ufeffone\r\ntwo \n\n"})).pages
    assert page.text == "one\ntwo"
    assert (page.revision.size, page.location) == (7, "A.mediawiki")


def test_dates_come_from_the_settings_never_from_the_machine(tmp_path: Path) -> None:
    folder(tmp_path, {"A.mediawiki": ""})
    assert sources.read(tmp_path).site.now == "1970-01-01T00:00:00Z"
    wiki = sources.read(tmp_path, Settings(now="2026-01-30T08:45:26Z"))
    assert wiki.site.now == wiki.pages[0].revision.timestamp == "2026-01-30T08:45:26Z"


def test_the_same_files_give_the_same_wiki(tmp_path: Path) -> None:
    files = {"B.mediawiki": "b", "x/A.mediawiki": "a", "Category/C.mediawiki": "c"}
    one = folder(tmp_path / "one", files)
    other = folder(tmp_path / "other", dict(reversed(files.items())))
    assert sources.read(one) == sources.read(other)


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"holds no \.mediawiki files"):
        sources.read(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"A\.mediawiki"):
        sources.read(folder(tmp_path, {"A.mediawiki": b"\xff\xfe\x00"}))


def test_uploaded_files_are_found_by_title(tmp_path: Path) -> None:
    names = ["a/ab/Attention_head.png", "logo.svg", "thumb/logo.svg/20px-logo.svg.png", ".hidden.png"]
    folder(tmp_path, {f"files/{name}": b"x" for name in names})
    folder(tmp_path, {"A.mediawiki": ""})
    media = sources.read(tmp_path).media
    assert list(media) == ["Attention head.png", "Logo.svg"]
    assert media["Logo.svg"].read_bytes() == b"x"


def test_files_lie_beside_a_dump_or_where_settings_say(tmp_path: Path) -> None:
    folder(tmp_path, {"wiki.xml": "<mediawiki/>", "images/A.png": b"x", "elsewhere/B.png": b"x"})
    assert list(sources.read(tmp_path / "wiki.xml").media) == ["A.png"]
    assert list(sources.read(tmp_path / "wiki.xml", Settings(files=tmp_path / "elsewhere")).media) == ["B.png"]
    with pytest.raises(SourceError, match="no such folder"):
        sources.read(tmp_path / "wiki.xml", Settings(files=tmp_path / "nowhere"))


def test_the_reading_can_be_watched(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    folder(tmp_path, {"A.mediawiki": "", "B.mediawiki": ""})
    sources.read(tmp_path, watch=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]

"""Vaults: reading a folder, every rule of Obsidian's resolution, and what aliases and permalinks become."""

from __future__ import annotations

from pathlib import Path

import pytest

from smallwiki import site
from stillwiki.notes import VaultSettings
from stillwiki.obsidian.resolve import Hit, Resolver
from stillwiki.pipeline import Options, Tree, convert_wiki
from stillwiki.plan import treatments
from stillwiki.sources import Wiki
from stillwiki.sources.vault import read_vault

FILES = (
    "Note.md", "b/Note.md", "b/Two.md", "zzzz/Two.md", "a/b/Two.md", "cc/Tie.md", "bb/Tie.md", "b/Own.md", "b/c/Own.md",
    "Log.md", "Ext.md", "v1.2.md", "fig 1.png", "b/fig 2.png", "map.canvas", "Caf\u00e9.md", "Same.md", "same.md",
    "x/y/Deep.md",
)  # fmt: skip
RULES = {
    "the note itself": ("", "b/Own.md", Hit("b/Own.md", "self")),
    "a path from the root wins over one beside": ("Note", "b/Own.md", Hit("Note.md", "exact")),
    "with its suffix": ("Note.md", "b/Own.md", Hit("Note.md", "exact")),
    "case is nothing": ("LOG", "b/Own.md", Hit("Log.md", "case")),
    "nor is that of the suffix": ("Ext.MD", "Log.md", Hit("Ext.md", "case")),
    "of two that differ in case, as spelled": ("same", "Log.md", Hit("same.md", "exact")),
    "and the other": ("Same", "Log.md", Hit("Same.md", "exact")),
    "a dot is no suffix where no such file is": ("v1.2", "Log.md", Hit("v1.2.md", "exact")),
    "other files with their suffix": ("fig 1.png", "b/Own.md", Hit("fig 1.png", "exact")),
    "and by name from anywhere": ("fig 2.png", "Log.md", Hit("b/fig 2.png", "suffix")),
    "never without": ("fig 1", "Log.md", None),
    "canvas with its suffix": ("map.canvas", "Log.md", Hit("map.canvas", "exact")),
    "the end of a path": ("y/Deep", "Log.md", Hit("x/y/Deep.md", "suffix")),
    "of whole folders only": ("eep", "Log.md", None),
    "beside the note": ("Own", "b/c/Deep.md", Hit("b/c/Own.md", "own-folder", ("b/Own.md",))),
    "a folder above counts for nothing": ("Own", "b/c/d/Deep.md", Hit("b/Own.md", "shortest", ("b/c/Own.md",))),
    "shortest in characters": ("Two", "Log.md", Hit("b/Two.md", "shortest", ("a/b/Two.md", "zzzz/Two.md"))),
    "then in the alphabet": ("Tie", "Log.md", Hit("bb/Tie.md", "shortest", ("cc/Tie.md",))),
    "relative": ("./Two", "b/Own.md", Hit("b/Two.md", "relative")),
    "relative upwards": ("../Log", "b/Own.md", Hit("Log.md", "relative")),
    "relative and nothing else": ("./Log", "b/Own.md", None),
    "never out of the vault": ("../../Log", "b/Own.md", None),
    "from the root": ("/Note", "b/Own.md", Hit("Note.md", "exact")),
    "from the root and nothing else": ("/Two", "b/Own.md", None),
    "either form of an accent": ("Cafe\u0301", "Log.md", Hit("Caf\u00e9.md", "exact")),
    "backslashes are slashes": ("b\\Two", "Log.md", Hit("b/Two.md", "exact")),
    "an alias at last": ("the log", "b/Own.md", Hit("Log.md", "alias")),
    "a name before an alias": ("Ext", "Log.md", Hit("Ext.md", "exact")),
    "nothing": ("Nowhere", "Log.md", None),
}


@pytest.mark.parametrize("rule", RULES)
def test_obsidian_resolution(rule: str) -> None:
    target, source, expected = RULES[rule]
    resolver = Resolver(FILES, {"The Log": "Log.md", "Ext": "Log.md"})
    for _ in range(2):  # the second answer is a kept one
        resolver.resolve(target, "zzzz/Two.md")
        assert resolver.resolve(target, source) == expected


def vault(root: Path, files: dict[str, str | bytes]) -> Path:
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def tree(root: Path, files: dict[str, str | bytes]) -> Tree:
    here = site()
    return convert_wiki(Wiki(here, ()), Options(treatments(here, {})), read_vault(vault(root, files)))


def test_a_folder_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        ".obsidian/app.json": '{"strictLineBreaks": true, "userIgnoreFilters": ["old/", "/draft\\\\d/"]}',
        ".obsidian/templates.json": '{"folder": "Templates"}',
        "BOM.md": b"\xef\xbb\xbf---\r\ntags: a\r\n---\r\nText\r\n",
        "Bad.md": "---\na: b\ndate: {{date}}\n---\nText\n",
        "Latin.md": b"one\ncaf\xe9\n",
        "Arrow.md": "# H\n\nA \u00e2\u2020\u2019 B\n",
        "Cafe\u0301.md": "x",
        "\U0001f331 Seed.md": "x",
        "old/Gone.md": "x",
        "draft1.md": "x",
        "Templates/T.md": "x",
        ".trash/T.md": "x",
    }
    (tmp_path / "outside.md").write_text("secret")
    root = vault(tmp_path / "vault", files)
    (root / "Link.md").symlink_to(tmp_path / "outside.md")
    read = read_vault(root)
    assert sorted(read.notes) == ["Arrow.md", "BOM.md", "Bad.md", "Caf\u00e9.md", "Latin.md", "\U0001f331 Seed.md"]
    assert read.settings == VaultSettings(True, "", ("old/", "/draft\\d/"), "Templates")  # noqa: FBT003
    note = read.notes["BOM.md"]
    assert (note.text, note.properties, note.line) == ("Text\n", {"tags": "a"}, 4)
    assert read.notes["Bad.md"].text == "Text\n"
    assert read.notes["Arrow.md"].text == "# H\n\nA \u2192 B\n"
    assert {(each.code, each.page, each.line) for each in read.diagnostics} == {
        ("file-unsafe", "Link.md", 0),
        ("front-matter-invalid", "Bad.md", 3),
        ("text-damaged", "Latin.md", 2),
        ("text-mended", "Arrow.md", 3),
    }


def test_aliases_and_permalinks_lead_on(tmp_path: Path) -> None:
    made = tree(
        tmp_path,
        {
            "sub/One.md": "---\naliases: [First, Uno]\npermalink: go/one\n---\n"
            "Text [[Two]] [[Two|t *w*]] [two](Two.md) [[first]]\n\n![[Two]]\n",
            "Two.md": "---\npublish: false\n---\nSecret\n",
            "Bad.md": "---\npermalink: assets/x\n---\nText\n",
        },
    )
    assert b'data-to="../../notes/sub/One/"' in made.files["go/one/index.html"]
    assert b'data-to="../sub/One/"' in made.files["notes/First/index.html"]
    assert "notes/Uno/index.html" in made.files
    assert not any(path.startswith("assets/x") for path in made.files)
    assert not any(b"Secret" in content for content in made.files.values())
    body = made.files["notes/sub/One.md"].decode()
    assert "\n\nText Two t *w* two [first](One.md)\n" in body
    assert "new" not in body
    assert [each.code for each in made.diagnostics] == ["link-alias"]


def test_what_only_a_property_links_counts(tmp_path: Path) -> None:
    made = tree(tmp_path, {"One.md": "---\nrelated: '[[Two]]'\n---\nText\n", "Two.md": "Text\n"})
    assert "backlinks:\n- title: One\n" in made.files["notes/Two.md"].decode()


def test_an_attachment_that_is_gone_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "A.md").write_text("![[dot.png]]\n", "utf-8")
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    vault = read_vault(tmp_path)
    (tmp_path / "dot.png").unlink()
    wiki = Wiki(site(), ())
    tree = convert_wiki(wiki, Options(treatments(wiki.site, {})), vault)
    assert [(found.code, found.page) for found in tree.diagnostics] == [("file-unreadable", "dot.png")]
    assert "notes/A.md" in tree.files

"""Trees of categories in the text of a page: how large they grow."""

from __future__ import annotations

from smallwiki import tree
from stillwiki.weave import trees


def test_a_tree_ends() -> None:
    many = {f"Page {number}": "[[Category:Many]]" for number in range(trees.MAX_ENTRIES + 10)}
    made = tree(many | {"Home": "<categorytree mode=pages>Many</categorytree>"})
    assert made.files["wiki/Home.md"].decode().count("    - [") == trees.MAX_ENTRIES - 1
    assert [d.code for d in made.diagnostics if d.page == "Home"] == ["tree-cut"]


def test_categories_within_one_another_end() -> None:
    ring = {f"Category:{number}": f"[[Category:{(number + 1) % 4}]]" for number in range(4)}
    made = tree(ring | {"Home": "<categorytree depth=99>0</categorytree>"})
    assert made.files["wiki/Home.md"].decode().count("- [") == 5


def test_deep_trees_are_cut() -> None:
    chain = {f"Category:{number}": f"[[Category:{number - 1}]]" for number in range(1, 12)}
    made = tree(chain | {"Home": "<categorytree depth=99>0</categorytree>"})
    assert made.files["wiki/Home.md"].decode().count("- [") == trees.MAX_DEPTH + 1
    assert "tree-cut" in [d.code for d in made.diagnostics if d.page == "Home"]

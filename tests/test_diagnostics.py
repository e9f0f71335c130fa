"""Findings: every code that the program uses is in the table, with a meaning, and every code is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from stillwiki.diagnostics import CODES

SOURCE = Path(__file__).parent.parent / "src" / "stillwiki"
MAKERS = {"Diagnostic", "report", "diagnose", "found"}


def used() -> Iterator[str]:
    """Codes written in the program: the first argument of what makes findings, and whatever is written like one."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in MAKERS and isinstance(node.args[0].value, str):
                    yield node.args[0].value


def test_every_code_is_in_the_table() -> None:
    assert {code for code in used() if "-" in code} <= CODES.keys()


def test_every_code_of_the_table_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py") if path.name != "diagnostics.py")
    assert [code for code in CODES if f'"{code}"' not in text] == []


def test_every_code_says_what_it_means() -> None:
    assert all(code.meaning and code.meaning[0].islower() for code in CODES.values())

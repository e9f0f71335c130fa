"""Bases: tables, cards and lists over the properties of notes.

Rules: Obsidian's help, "Bases syntax", "Functions" and "Views". Expressions are parsed and evaluated here, step by
counted step; what the help does not define is no value but a finding.
"""

from __future__ import annotations

from stillwiki.obsidian.bases.page import block, convert

__all__ = ["block", "convert"]

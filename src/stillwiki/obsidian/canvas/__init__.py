"""Canvases as pages: one set of cards, laid out as drawn where there is room, else one below the other.

Rules: JSON Canvas 1.0 (jsoncanvas.org). The room owns the drawing; what a card of text holds is a note's business.
"""

from __future__ import annotations

from stillwiki.obsidian.canvas.page import convert
from stillwiki.obsidian.canvas.reading import outline

__all__ = ["convert", "outline"]

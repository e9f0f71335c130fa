"""`python -m stillwiki` is `stillwiki`."""

from __future__ import annotations

from stillwiki.cli import main

main(prog_name="stillwiki")

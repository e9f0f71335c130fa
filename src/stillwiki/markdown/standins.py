"""Classes of what stands in the tree for what Markdown cannot say: the writer sets them, `elements` reads them."""

from __future__ import annotations

PRE = "pre"
"""Class of a div that stands for `<pre>`: md_in_html never reads Markdown inside a real one."""
ROUND_BLOCKS = {
    f"as-{tag}": tag
    for tag in (
        "abbr", "b", "big", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
        "strong", "sub", "sup", "u", "var",
    )
}  # fmt: skip
"""Classes of a div that stands for inline formatting round blocks, which Markdown reads in blocks alone."""
PLAYER, AREA = "media-player", "imagemap-area"
"""Classes of links that stand for a player and for an area of a map."""

"""Kinds of elements: what stands for itself, and what holds elements alone."""

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
CONTAINERS = frozenset(["dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"])
"""Hold elements alone; text between these is white space."""

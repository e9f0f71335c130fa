"""From the tree to the site by MkDocs' own functions, without making again what would come out equal.

Runs in a process of its own (`python -m stillwiki.rendering`), for MkDocs keeps state and talks. Owns what is known of
earlier outputs; refuses to decide where a site lies and when it takes the place of the old one (`site` does).
"""

SAID = "stillwiki: "
"""How lines of the process begin that are for the user."""

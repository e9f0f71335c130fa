"""Scribunto: `{{#invoke:}}`, Lua 5.1 in a sandbox whose limits are counted, and our own `mw`.

Owns the runtime, the Lua files beside this one, and the one row `#invoke`. Refuses files, clocks and networks to
modules as much as to itself. Rules: mediawiki.org, Extension:Scribunto/Lua reference manual, and the output of a real
MediaWiki.
"""

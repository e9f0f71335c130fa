"""Braces: from source text to expanded text.

Owns the tree of braces, its expansion, and strip markers; knows no HTML.
"""

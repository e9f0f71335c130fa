"""Stillwiki: a still of a wiki."""

__version__ = "0.1.0"

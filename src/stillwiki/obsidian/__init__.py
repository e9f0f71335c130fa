"""Obsidian notes as the Markdown of the dialect: constructs are found, rules edit them, all else stays."""

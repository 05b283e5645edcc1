"""Catalogue: all that can be read, one file per noun; pages and programs read the same answers."""

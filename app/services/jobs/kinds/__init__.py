"""Drawer: one kind of job per file, with its `KIND`."""

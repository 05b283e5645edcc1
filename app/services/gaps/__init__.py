"""Gaps: one subject against one reference, in words and rows that a page only has to print."""

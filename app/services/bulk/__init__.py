"""Bulk counts: from a body of any size to rows that nobody sees, to tables of a draft."""

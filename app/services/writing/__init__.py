"""Writing: drafts, their review, corrections, and the log of all of it."""

"""Counts in bulk, measured: from a request to its commit, beside what the bare drivers do."""

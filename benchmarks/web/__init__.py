"""The web tier under load, held against what the machine and others can do."""

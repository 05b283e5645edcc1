"""The door for programs: everything that can be read, under /api/v1."""

"""Drawer of routers: one noun per file."""

"""Guarded: libraries that may choke on what they are given, each in a process of its own."""

"""Readers: from bytes of one format to the nouns of the domain; one file per format."""

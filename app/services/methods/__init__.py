"""Methods: what the page of definitions says, computed or read where it is defined."""

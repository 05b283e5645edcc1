"""What the readers share: safe text, checked fields, tables."""

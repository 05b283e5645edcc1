"""What only the Atlas shows."""

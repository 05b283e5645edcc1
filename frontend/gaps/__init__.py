"""What only the page of gaps shows."""

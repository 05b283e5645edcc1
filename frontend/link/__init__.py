"""What only the page of the link shows."""

"""What only the page of methods shows."""

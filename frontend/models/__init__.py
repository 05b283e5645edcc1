"""What only the pages of models show."""

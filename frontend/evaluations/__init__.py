"""What only the pages of evaluations show."""

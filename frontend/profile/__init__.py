"""What only the profiles of countries and regions show."""

"""Training: what is known of the people a model learned from, gathered for pages."""

"""Results: published results per group, arranged for pages as their sources print them."""

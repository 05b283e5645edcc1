"""What the readers of bulk counts share: slices, layout, checks, and a child for hostile files."""

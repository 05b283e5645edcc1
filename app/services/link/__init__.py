"""The link between how common a group is in training and how a model serves it."""

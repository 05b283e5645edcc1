"""Contribute: signing in, bringing a card, looking at what it would show, reviewing."""

"""The pages in a browser: how soon they say something, and how much they weigh."""

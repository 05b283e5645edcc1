"""Parts of the pages about datasets: the list, a card, two cards side by side."""

"""Exchange: cards handed out in the formats of others, and taken in from them."""

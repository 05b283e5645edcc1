"""Access: who asks, by which key, and what the key allows."""

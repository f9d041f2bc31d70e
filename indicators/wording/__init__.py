"""How is it said? A row or a frame in, a phrase or a sentence out, the same wherever it is read."""

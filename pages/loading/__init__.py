"""How do extracts come in? Files that somebody hands in, the build that reads them, and the first start without any."""

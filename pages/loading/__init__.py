"""How do extracts come in? The uploaded files, the build that reads them, and the first start without extracts."""

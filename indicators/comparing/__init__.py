"""How do we compare? Statistical neighbours, the region, England, and our own published years."""

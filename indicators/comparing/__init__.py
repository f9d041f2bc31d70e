"""What of others like us? Statistical neighbours, the region, England, and our own published years."""

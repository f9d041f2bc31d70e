"""Everything about getting data in: extracts and published tables become a warehouse, and nothing here is read by a page."""

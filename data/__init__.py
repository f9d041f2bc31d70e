"""Getting data in: makes a warehouse from extracts and published tables. Pages import nothing from this package."""

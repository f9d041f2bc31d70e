"""What did people do about it, and what came of it? Actions, comments and confirmed changes of level."""

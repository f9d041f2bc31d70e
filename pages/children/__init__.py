"""Pages that show records about children or workers; only a role that may open records has them."""

from pages.children import behind_the_number, load, timeline, what_extracts_tell

PAGES = (behind_the_number, timeline, what_extracts_tell, load)

"""What surrounds every page? The head, the filters, the foot, the tour, and what is said when a page cannot be drawn.

Nothing here knows a page.
"""

"""What surrounds every page: the head, the filters, the foot, the tour, and the message when a page cannot be drawn.

This package imports no page.
"""

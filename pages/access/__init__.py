"""Who may come in? The doors a request passes, what a visitor proves, what is refused, and what of it is written down.

Nothing here knows a page or what surrounds it.
"""

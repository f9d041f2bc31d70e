"""Who may come in? The checks of each request, the sign-in, the refusals, and the audit log.

This package imports no page and no part of `pages/frame`.
"""

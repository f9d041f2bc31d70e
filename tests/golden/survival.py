"""Time to event, with gaps still open and gaps already running when the watch began."""

KINDS = {}
COMPARED = {}

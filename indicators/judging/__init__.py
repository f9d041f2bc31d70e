"""Is it chance? Phases, limits, signals, seasons, level shifts and alerts of an authority's own figures."""

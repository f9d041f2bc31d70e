"""Is it chance? Phases, limits, signals, seasons, level shifts and alerts: which movements of our own figures are real."""

"""Which children does a number count? Records, histories, journeys, waits, open gaps and the quality of recording."""

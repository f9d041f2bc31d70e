"""Which children stand behind a number? Their records, histories, journeys, waits and open gaps, and how they were recorded."""

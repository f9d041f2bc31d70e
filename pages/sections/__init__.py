"""The parts that several pages share. Each module draws one section of a page from a View."""

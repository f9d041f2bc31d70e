"""Where data are kept: the engine, the warehouse with a file for each audience, the audit log, and people's decisions."""

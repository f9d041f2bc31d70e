"""Where is it kept? The engine, the warehouse with a file for each audience, the audit log, and what people decided."""

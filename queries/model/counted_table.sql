-- The table of counted records, as counted.sql makes them of no record.
CREATE TABLE counted AS
{records}

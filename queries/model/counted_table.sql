-- The empty table of counted records, with the columns of counted.sql.
CREATE TABLE counted AS
{records}

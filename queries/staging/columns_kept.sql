-- The columns of each file that were read and are not refused. Lists and columns are compared only where both are here: blank cells
-- of a missing column say nothing, and those of a refused one were emptied. Needs received.column_read and staging.column_refused.
CREATE VIEW staging.column_kept AS
SELECT list, file, field
FROM received.column_read
WHERE NOT EXISTS (SELECT 1 FROM staging.column_refused AS refused
                  WHERE refused.list = column_read.list AND refused.file = column_read.file AND refused.field = column_read.field);

-- The cells of one column with a kind of answer (`answers` in lists.toml); `begins` is the start of the spell, if the cell is its
-- end.
SELECT '{list}' AS list, file, row_number, '{field}' AS field, '{kind}' AS kind, {field} AS received, {begins} AS begins,
       {written} AS written
FROM received.{list}

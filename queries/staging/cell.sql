-- The cells of one column that holds more than plain text, made for each from the answers in lists.toml; `begins` is the start of the
-- spell that a cell ends.
SELECT '{list}' AS list, file, row_number, '{field}' AS field, '{kind}' AS kind, {field} AS received, {begins} AS begins
FROM received.{list}

-- Removes one list of one file, because another file of the same day has it too.
DELETE FROM received.{list} WHERE file = $file;
DELETE FROM received.refused WHERE file = $file AND list = '{list}';
DELETE FROM received.list_read WHERE file = $file AND list = '{list}';
DELETE FROM received.column_read WHERE file = $file AND list = '{list}';
DELETE FROM staging.version WHERE file = $file AND list = '{list}';
DELETE FROM staging.fault WHERE file = $file AND list = '{list}';
DELETE FROM rejected WHERE file = $file AND list = '{list}';

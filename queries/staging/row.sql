-- The rows of one list, made from its facts in lists.toml: the child or worker (subject), the day, and the columns that identify
-- its record from extract to extract. Those are its own id if it has one, otherwise the subject and the day; `qualifier`
-- distinguishes records that share those. `received` is the raw text of all its columns.
SELECT '{list}' AS list, file, row_number, extract_date, {whose} AS subject, '{starts}' AS event_field, {starts} AS event,
       {starts_written} AS event_written, {whose_written} AS subject_written, {own_id_written} AS own_id_written,
       {is_spell} AS is_spell, {ends} AS ends, {has_id} AS has_id, {own_id} AS own_id, {told_apart_by} AS qualifier,
       {vanishes} AS may_vanish, concat_ws(' | ', {columns}) AS received
FROM received.{list}

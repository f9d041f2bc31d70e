-- The rows of one list, made for each list from its facts in lists.toml: whose a row is, its day, and what makes its record the same
-- from extract to extract. That is its own id where it has one, otherwise whose it is and its day; `qualifier` tells apart what
-- shares those. `received` is the raw text of all its columns.
SELECT '{list}' AS list, file, row_number, extract_date, {whose} AS subject, '{starts}' AS event_field, {starts} AS event,
       {is_spell} AS is_spell, {ends} AS ends, {has_id} AS has_id, {own_id} AS own_id, {told_apart_by} AS qualifier,
       {vanishes} AS may_vanish, concat_ws(' | ', {columns}) AS received
FROM received.{list}

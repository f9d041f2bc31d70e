-- Annex A list 1 → contact, unless the authority's own extract of contacts holds the same contact, and so its outcome:
-- the same child on the same day from the same source. The two may write the source's code differently.
INSERT INTO contact
SELECT kept.record_id, kept.subject, kept.event_date, read_code(received.contact_source), read_outcome(received.outcome),
       read_text(received.reason), read_text(received.team), 'annex_a', kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_1 AS received USING (file, row_number)
WHERE kept.list = 'annex_a_list_1'
  AND NOT EXISTS (
    SELECT 1 FROM contact AS own
    WHERE own.source = 'local' AND own.child_id = kept.subject AND own.contact_date = kept.event_date
      AND source_label(own.contact_source) IS NOT DISTINCT FROM source_label(received.contact_source)
  );

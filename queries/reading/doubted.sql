-- The lists that cannot be believed, with the numbers of records that they lack, if that is why.
SELECT doubted.*, missing_records.missing, missing_records.due, missing_records.unseen, missing_records.open_due,
       missing_records.most, 100.0 * missing_records.missing / missing_records.due AS share
FROM doubted
LEFT JOIN missing_records ON missing_records.file = doubted.file AND missing_records.list = doubted.list
ORDER BY doubted.file, doubted.list

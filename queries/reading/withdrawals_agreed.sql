-- The withdrawals over the set share that a person has accepted.
SELECT sha256, list, missing + unseen AS missing FROM missing_records WHERE kind IS NOT NULL AND is_agreed ORDER BY list, sha256

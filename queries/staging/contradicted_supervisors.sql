-- The files in which fewer workers are supervised than supervise: perhaps {field} is under the header of another column. A
-- supervisor has several workers, and twenty sessions show that.
WITH counted AS (
    SELECT file, COUNT(*) AS n_rows, COUNT(DISTINCT read_text({field})) AS supervised,
           COUNT(DISTINCT read_text({supervisor})) AS supervisors
    FROM received.{list}
    WHERE read_text({field}) IS NOT NULL AND read_text({supervisor}) IS NOT NULL
    GROUP BY file
)
SELECT file, 'supervisor' AS kind, supervised AS filled, supervisors AS impossible, {is_needed} AS is_needed
FROM counted
WHERE n_rows >= 20 AND supervised < supervisors
ORDER BY file

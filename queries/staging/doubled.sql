-- Lists whose rows a join has multiplied: of twenty or more children and days, nine tenths come the same number of times, twice or
-- more, each time with another answer of those that tell records apart. Some children have two contacts on one day; nearly all have
-- them in no authority.
INSERT INTO doubted BY NAME
WITH together AS (
    SELECT file, extract_date, COUNT(*) AS times
    FROM staging.version
    WHERE list = '{list}'
    GROUP BY file, extract_date, subject, event_date
), counted AS (
    SELECT file, extract_date, COUNT(*) AS n, MODE(times) AS times FROM together GROUP BY file, extract_date
)
SELECT counted.file, '{list}' AS list, counted.extract_date, 'doubled' AS doubt, ANY_VALUE(counted.n) AS next_has,
       ANY_VALUE(counted.times) AS next_lacks
FROM counted
JOIN together ON together.file = counted.file AND together.times = counted.times
WHERE counted.times >= 2 AND counted.n >= 20
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = '{list}' AND doubted.file = counted.file)
GROUP BY counted.file, counted.extract_date
HAVING COUNT(*) * 10 >= ANY_VALUE(counted.n) * 9;

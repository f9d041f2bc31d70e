-- The files in which the calendar, and not work with children, gives the days of one column, {field}. One row for each such file,
-- with the kind of doubt (the first of these that it is) and the day that shows it:
--   ahead    days after anything that can be planned: {latest} days after the extract. The same such day in five cells fills blanks,
--            and five different ones (or two, if that is a third) are refused as in contradicted_dates.sql. Not for starts.
--   rounded  nine tenths of twenty or more days, of three months or more, are the first day of a month, or the last. Chance gives one
--            in thirty. Not where posts, quarters and deadlines begin so ({may_round}).
--   weekday  all but a twentieth of them are Mondays or Sundays, on which weeks begin, where no panel or rota has a fixed weekday
--            ({is_any_weekday}). A third of the invented authority's days are Mondays.
--   one day  ten or more cells share one day: over a third of the days of work with single children ({is_own_day}), or a day in the
--            future in over half of all rows. Their records began in four months or more, because one meeting, one day of visits to
--            a family or one intake of workers gives many rows of one month. A move to another system can end or open all spells
--            on one day, so starts and ends are not asked.
WITH cell AS (
    SELECT file, extract_date, read_date({field}) AS day, DATE_TRUNC('month', read_date({starts})) AS start_month
    FROM received.{list}
), shared AS (
    SELECT file, day, COUNT(*) AS n, COUNT(DISTINCT start_month) AS start_months, BOOL_OR(day > extract_date) AS is_future,
           BOOL_OR(day > extract_date + {latest}) AND NOT {is_start} AS is_ahead
    FROM cell
    WHERE day IS NOT NULL
    GROUP BY file, day
), counted AS (
    SELECT file, COUNT(*) AS n_rows, COUNT(day) AS filled, COUNT(DISTINCT DATE_TRUNC('month', day)) AS months,
           COUNT(*) FILTER (WHERE DAY(day) = 1) AS firsts, COUNT(*) FILTER (WHERE day = LAST_DAY(day)) AS lasts,
           COUNT(*) FILTER (WHERE ISODOW(day) = 1) AS mondays, COUNT(*) FILTER (WHERE ISODOW(day) = 7) AS sundays
    FROM cell
    GROUP BY file
), ahead AS (
    SELECT file, SUM(n) AS n, MAX(n) AS most, ARG_MAX(day, n) AS example FROM shared WHERE is_ahead GROUP BY file
), common AS (
    SELECT counted.file, MAX(n) AS n, ARG_MAX(day, n) AS example
    FROM shared
    JOIN counted ON counted.file = shared.file
    WHERE n >= 10 AND start_months >= 4 AND NOT {is_spell_day}
      AND ({is_own_day} AND n * 3 > filled OR is_future AND n * 2 > n_rows)
    GROUP BY counted.file
), judged AS (
    SELECT counted.file, 'ahead' AS kind, 1 AS place, filled, ahead.n AS impossible, example
    FROM counted
    JOIN ahead ON ahead.file = counted.file
    CROSS JOIN received.belief
    WHERE most >= 5 OR ahead.n * 100 > filled * most_refused AND (ahead.n >= 5 OR ahead.n >= 2 AND ahead.n * 3 > filled)
    UNION ALL
    SELECT counted.file, 'one day', 4, filled, common.n, example
    FROM counted
    JOIN common ON common.file = counted.file
    UNION ALL
    SELECT file, 'rounded', 2, filled, GREATEST(firsts, lasts), NULL
    FROM counted
    WHERE NOT {may_round} AND filled >= 20 AND months >= 3 AND GREATEST(firsts, lasts) * 10 >= filled * 9
    UNION ALL
    SELECT file, 'weekday', 3, filled, GREATEST(mondays, sundays), NULL
    FROM counted
    WHERE {is_any_weekday} AND filled >= 20 AND months >= 3 AND GREATEST(mondays, sundays) * 20 >= filled * 19
)
SELECT file, ARG_MIN(kind, place) AS kind, MAX(filled) AS filled, ARG_MIN(CAST(impossible AS BIGINT), place) AS impossible,
       {is_start} AS is_needed, ARG_MIN_NULL(example, place) AS example
FROM judged
GROUP BY file
ORDER BY file

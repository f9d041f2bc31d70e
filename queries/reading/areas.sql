-- Every authority in England with published figures, each with a unique name; abolished authorities last.
-- `began` is the first published year of an authority that is missing from the first year of every table, `ended` the last year
-- of one that is missing from the latest year of every table; otherwise NULL. A joint figure of two authorities has both names.
-- (ARG_MAX is this engine's own; another engine has another word for it.)
WITH reach AS (SELECT series, MIN(year) AS first_year, MAX(year) AS last_year FROM published GROUP BY series),
known AS (
    SELECT area_code, ARG_MAX(area_name, year) AS name, ARG_MAX(region_name, year) AS region_name,
        CASE WHEN NOT BOOL_OR(year = first_year) THEN MIN(year) END AS began,
        CASE WHEN NOT BOOL_OR(year = last_year) THEN MAX(year) END AS ended
    FROM published JOIN reach USING (series) WHERE area_type = 'authority' GROUP BY area_code
),
named AS (
    SELECT *, CASE
        WHEN area_code LIKE '% / %' THEN REPLACE(name, ' / ', ' and ') || ' (joint figure)'
        WHEN ended IS NOT NULL THEN name || ' (until March ' || ended || ')'
        ELSE name END AS label
    FROM known
)
SELECT area_code, region_name, began, ended,
    CASE WHEN COUNT(*) OVER (PARTITION BY label) > 1 THEN label || ', code ' || area_code ELSE label END AS area_name
FROM named ORDER BY ended IS NOT NULL, area_name

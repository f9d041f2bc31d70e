-- Every authority in England that has published figures, those that have ended last; no two under one name.
-- `began` is the first published year of an authority that is in no table's first year, `ended` the last of one that is in no table's
-- latest year; both are null where the tables do not say. What two authorities publish together goes by both names.
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

-- Lists whose children have identifiers of a form that no child has in the lists that must have them (`known_in` of lists.toml),
-- such as P01802568 beside 01802568: they had a prefix, were coded or shortened, and are found in no other list. A form is
-- whether letters and figures are among the signs, and which other signs; so coded identifiers, which have letters and figures in
-- any order, are of one form. An identifier is of another length, too, if it is shorter than all but a twentieth of the others
-- (a few of those have lost a figure); or longer, if theirs are of one length, because numbers that are counted up grow longer.
-- Three children or more must be so, and a quarter: a few may be known to another team's system alone. Sessions may be of
-- workers of an agency, who are in no list of workers, so of workers all must be so. Shares of a short list say little
-- (strangers.sql), but no chance gives another form, so a list of few children is judged as well.
-- Records of before an authority changed its system may have its old identifiers. So the children of the last six months are
-- judged if they are ten; otherwise those with a record since the first day on which an identifier is of a known form.
-- Identifiers of another system in the same form are not seen here. Needs received.known_in and doubted.
INSERT INTO doubted BY NAME
WITH id AS (
    SELECT list, file, extract_date, subject, CAST(extract_date - INTERVAL 6 MONTH AS DATE) AS six_months,
           MIN(event_date) AS first_day,
           MAX(GREATEST(event_date, LEAST(COALESCE(end_date, event_date), extract_date))) AS last_day,
           concat_ws(' ', regexp_matches(subject, '\pL'), regexp_matches(subject, '\d'),
                     regexp_replace(subject, '[\pL\d]', '', 'g')) AS form
    FROM staging.version
    GROUP BY list, file, extract_date, subject
), other AS (
    SELECT list, extract_date FROM id GROUP BY list, extract_date HAVING COUNT(DISTINCT subject) >= 10
), held AS (  -- the children of the lists with which each file is compared
    SELECT DISTINCT own.list, own.file, id.subject, id.form
    FROM (SELECT DISTINCT list, file, extract_date FROM id) AS own
    JOIN received.known_in ON known_in.list = own.list
    JOIN other ON other.list = known_in.other AND (other.extract_date = own.extract_date OR NOT known_in.same_day)
    JOIN id ON id.list = other.list AND id.extract_date = other.extract_date
), known AS (
    SELECT list, file, form, quantile_disc(LENGTH(subject), 0.05) AS short, MAX(LENGTH(subject)) AS longest
    FROM held
    GROUP BY list, file, form
), told AS (
    SELECT id.*, COUNT(*) OVER (PARTITION BY id.list, id.file, id.form) AS alike,
           held.subject IS NULL AND (known.form IS NULL OR LENGTH(id.subject) < short
                                     OR short = longest AND LENGTH(id.subject) > longest) AS is_foreign
    FROM id
    LEFT JOIN known ON known.list = id.list AND known.file = id.file AND known.form = id.form
    LEFT JOIN held ON held.list = id.list AND held.file = id.file AND held.subject = id.subject
    WHERE (id.list, id.file) IN (SELECT (list, file) FROM known)
), judged AS (
    SELECT *, CASE WHEN COUNT(*) FILTER (WHERE last_day >= six_months) OVER of_file >= 10 THEN six_months
                   ELSE COALESCE(MIN(first_day) FILTER (WHERE NOT is_foreign) OVER of_file, first_day) END AS since
    FROM told
    WINDOW of_file AS (PARTITION BY list, file)
)
SELECT judged.file, judged.list, judged.extract_date, 'foreign' AS doubt, COUNT(*) AS subjects,
       COUNT(*) FILTER (WHERE is_foreign) AS strangers, MAX_BY(subject, (alike, subject)) FILTER (WHERE is_foreign) AS reason
FROM judged
JOIN received.described ON described.list = judged.list
WHERE NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = judged.list AND doubted.file = judged.file)
GROUP BY judged.file, judged.list, judged.extract_date, described.whose
HAVING COUNT(*) FILTER (WHERE is_foreign) >= 3
   AND COUNT(*) FILTER (WHERE is_foreign AND last_day >= since) * 4 >= COUNT(*) FILTER (WHERE last_day >= since)
   AND (described.whose = 'child_id' OR COUNT(*) FILTER (WHERE is_foreign) = COUNT(*));

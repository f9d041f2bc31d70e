-- Lists that cannot be believed. Such a list does not prove that few events happened: it covers no days, and it neither ends nor
-- withdraws the records that it lacks. The build stops at it unless a person accepts it (data/belief.py). In this order:
--   * 'later than today'  its extract has a date in the future
--   * 'form'              the form of its days or identifiers cannot be told (data/reading/one_form.py)
--   * 'empty'             no row was taken in
--   * 'refused'           more rows were refused than `most_refused` of [belief]. Footers and rows that repeat an earlier row in
--                         every cell are no such rows: both are certain
--                         (`reason` says why most of them were, as for 'empty')
--   * 'unanswered'        a column that every row must have (`needed`) is blank or cannot be read in more rows than that
--   * 'silent'            nothing has happened for too long before the day of its extract (see pace.sql)
--   * 'strangers'         too few of its children are in other lists (see strangers.sql)
-- Then, each of a list that is not doubted yet:
--   * 'shared'            identifiers stand for two children (see shared_ids.sql)
--   * 'exchanged ids'     its records have the identifiers of children (see exchanged_ids.sql)
--   * 'doubled'           a join has multiplied its rows (see doubled.sql)
--   * 'disagrees'         another source has other records (see disagreeing.sql)
--   * 'unlisted'          it lacks events that another source has as the latest (see unlisted.sql)
--   * 'absent'            it lacks children that another list says must be in it (see absent.sql)
--   * 'foreign'           its children have identifiers of another form than in other lists (see foreign_ids.sql)
--   * 'part'              another file of its day has a part of it that is doubted (see other_parts.sql)
-- 'lacks' and 'adds' come later (older_extracts.sql), and after them 'withdraws' and 'ends unseen' (withdrawing.sql).
-- Needs what rows.sql, cells.sql, answered.sql, silent.sql and strangers.sql make, and received.clock (today).
CREATE TABLE doubted AS
WITH loaded AS (
    SELECT file, list, COUNT(*) AS n FROM staging.version GROUP BY file, list
), certain AS (
    SELECT file, list, row_number FROM staging.fault WHERE is_repeat
    UNION
    SELECT file, list, row_number FROM rejected WHERE scope = 'row' AND rule = 'footer'
), turned_away AS (
    SELECT rejected.file, rejected.list, COUNT(DISTINCT rejected.row_number) AS n,
           COUNT(DISTINCT certain.row_number) AS certain
    FROM rejected
    LEFT JOIN certain ON certain.file = rejected.file AND certain.list = rejected.list AND certain.row_number = rejected.row_number
    WHERE rejected.scope = 'row'
    GROUP BY rejected.file, rejected.list
), alike AS (  -- refused rows by their reason, without the text that it quotes and the row that it names
    SELECT file, list, COUNT(*) AS n, MIN(row_number) AS row_number,
           MIN_BY(regexp_replace(reason, '(cannot be (read|believed)): .*', '\1.', 's'), row_number) AS reason
    FROM rejected
    WHERE scope = 'row' AND (file, list, row_number) NOT IN (SELECT (file, list, row_number) FROM certain)
    GROUP BY file, list, rule, field, regexp_replace(reason, ': .*|[Rr]ow \d+', '', 'gs')
), most_often AS (
    SELECT file, list, MAX_BY(n || ' of them, such as row ' || row_number || ': ' || reason, (n, -row_number)) AS reason
    FROM alike GROUP BY file, list
), unread AS (  -- without meetings of other kinds, which a list of meetings may have
    SELECT file, list, field, COUNT(*) AS n FROM rejected
    WHERE scope = 'cell' AND rule = 'readable' AND NOT says_other_meeting(received)
    GROUP BY file, list, field
), unanswered AS (  -- the needed column of each list that has the fewest answers, if it has too few
    SELECT answered.file, answered.list, MAX_BY(answered.field, answered.asked - filled_asked + COALESCE(unread.n, 0)) AS field,
           MAX(answered.asked - filled_asked + COALESCE(unread.n, 0)) AS n, MAX(answered.asked) AS n_rows
    FROM staging.answered
    JOIN received.needed ON needed.list = answered.list AND needed.field = answered.field AND needed.asked = answered.asked_where
    LEFT JOIN unread ON unread.file = answered.file AND unread.list = answered.list AND unread.field = answered.field
    GROUP BY answered.file, answered.list
), form AS (
    SELECT file, list, STRING_AGG(reason, ' ' ORDER BY field) AS reason
    FROM staging.column_refused WHERE is_needed GROUP BY file, list
), judged AS (
    SELECT list_read.file, list_read.list, list_read.extract_date, list_read.read - COALESCE(turned_away.certain, 0) AS read,
           COALESCE(loaded.n, 0) AS loaded, COALESCE(turned_away.n - turned_away.certain, 0) AS refused, belief.most_refused,
           unanswered.field, unanswered.n AS unanswered, silent.last_day, stranger.subjects, stranger.strangers,
           COALESCE(form.reason, most_often.reason) AS reason,
           CAST(NULL AS BIGINT) AS next_has, CAST(NULL AS BIGINT) AS next_lacks,
           CASE WHEN list_read.extract_date > clock.today THEN 'later than today'
                WHEN form.reason IS NOT NULL THEN 'form'
                WHEN COALESCE(loaded.n, 0) = 0 THEN 'empty'
                WHEN (turned_away.n - turned_away.certain) * 100 > belief.most_refused * (list_read.read - turned_away.certain)
                    THEN 'refused'
                WHEN unanswered.n * 100 > belief.most_refused * unanswered.n_rows THEN 'unanswered'
                WHEN silent.is_doubtful THEN 'silent'
                WHEN (stranger.subjects - stranger.strangers) * 100 < stranger.least_known * stranger.subjects THEN 'strangers'
           END AS doubt
    FROM received.list_read
    CROSS JOIN received.belief
    CROSS JOIN received.clock
    LEFT JOIN form ON form.file = list_read.file AND form.list = list_read.list
    LEFT JOIN most_often ON most_often.file = list_read.file AND most_often.list = list_read.list
    LEFT JOIN loaded ON loaded.file = list_read.file AND loaded.list = list_read.list
    LEFT JOIN turned_away ON turned_away.file = list_read.file AND turned_away.list = list_read.list
    LEFT JOIN unanswered ON unanswered.file = list_read.file AND unanswered.list = list_read.list
    LEFT JOIN staging.silent ON silent.file = list_read.file AND silent.list = list_read.list
    LEFT JOIN staging.stranger ON stranger.file = list_read.file AND stranger.list = list_read.list
)
SELECT * FROM judged WHERE doubt IS NOT NULL ORDER BY file, list;

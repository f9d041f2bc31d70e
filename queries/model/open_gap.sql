-- The days since a child on a plan was last seen or discussed, or a worker in post was last supervised, at each month end and on
-- the last known day. A gap that is still open may hide a child, so a gap is measured on that day and not when the next session
-- closes it.
--   * only a session with status HELD closes a gap; a manager's oversight only if the authority's settings say so
--   * only a visit at which the child was seen closes a gap; if only a source that names no visit but the latest (such as Annex A)
--     has the visit and does not say whether the child was seen, the authority's settings decide
--   * a child's clock starts with the plan and does not stop for a change or an absence of the worker
--   * a worker's clock starts with the job and stands still on days of absence; a worker who is absent on the day is left out
--   * a clock never starts before the first day of our sessions or visits; on a day on which only Annex A has the last visit of
--     every child on a plan, it starts with that visit
-- Indicators count at month ends, from the views at the bottom; `gap_now.sql` uses the last day.
CREATE TABLE gap_source AS  -- the tables and details that a kind of gap needs (waits.toml)
SELECT kind, model_table, is_detail FROM (VALUES {needed}) AS source(kind, model_table, is_detail);

CREATE TABLE gap_reach AS  -- the last day that all tables of a kind of gap cover, if its details are known for that day too
WITH known AS (
    SELECT model_table, covered_from, covered_to FROM covered UNION ALL SELECT model_table, day, day FROM stated_day
), reached AS (
    SELECT kind, gap_source.model_table, MAX(covered_to) AS covered_to
    FROM gap_source
    LEFT JOIN known ON known.model_table = gap_source.model_table
    WHERE NOT is_detail
    GROUP BY kind, gap_source.model_table
), latest AS (
    SELECT kind, MIN(covered_to) AS day FROM reached GROUP BY kind HAVING COUNT(covered_to) = COUNT(*)
), held AS (
    SELECT DISTINCT latest.kind, latest.day, gap_source.model_table
    FROM latest
    JOIN gap_source ON gap_source.kind = latest.kind
    JOIN known ON known.model_table = gap_source.model_table AND latest.day BETWEEN known.covered_from AND known.covered_to
)
SELECT kind, day FROM held GROUP BY kind, day
HAVING COUNT(*) = (SELECT COUNT(*) FROM gap_source WHERE gap_source.kind = held.kind);

CREATE TABLE gap_day AS SELECT month_end AS day FROM month_end UNION SELECT day FROM gap_reach;

CREATE TABLE gap_event AS  -- every visit and session; `closes` says whether it ends a gap
SELECT 'visit' AS kind, child_id, NULL AS worker_id, visit_date AS day,
       COALESCE(seen, $visit_annex_a_visit_counts_as_seen AND source IN (
           SELECT source FROM filled_from WHERE model_table = 'cp_visit' AND takes = 'the latest'
       ) AND NOT EXISTS (  -- our own record first
           SELECT 1 FROM covered WHERE model_table = 'cp_visit' AND visit_date BETWEEN covered_from AND covered_to
       ), FALSE) AS closes
FROM cp_visit
UNION ALL
SELECT 'case_supervision', child_id, NULL, supervision_date,
       COALESCE(status = 'HELD' AND ($supervision_oversight_counts OR COALESCE(supervision_type, '') <> 'OVERSIGHT'), FALSE)
FROM case_supervision
UNION ALL
SELECT 'worker_supervision', NULL, worker_id, supervision_date, COALESCE(status = 'HELD', FALSE) FROM worker_supervision;

CREATE TABLE day_absent AS  -- each day once, even if several absences include it
SELECT DISTINCT away.worker_id, calendar.day
FROM worker_absence AS away
JOIN calendar ON away.start_date <= calendar.day AND calendar.day < away.end_date;

CREATE TABLE plan_on_day AS  -- if a child has two open plans by mistake, the later one
WITH standing AS (
    SELECT plan.*, gap_day.day,
           ROW_NUMBER() OVER (PARTITION BY plan.child_id, gap_day.day ORDER BY plan.cp_plan_id DESC) AS place
    FROM gap_day
    JOIN cp_plan AS plan ON plan.start_date <= gap_day.day AND gap_day.day < plan.end_date
)
SELECT cp_plan_id || ' ' || CAST(day AS STRING) AS record_id, cp_plan_id, child_id, day, start_date, end_date,
       latest_category, previous_plans, team
FROM standing
WHERE place = 1;

CREATE TABLE visit_known AS  -- the days on which the last visit is known, with the first day of the record that has it
SELECT gap_day.day, CASE WHEN stated_day.day IS NULL THEN record.begins END AS begins
FROM gap_day
CROSS JOIN (SELECT MIN(covered_from) AS begins FROM covered WHERE model_table = 'cp_visit') AS record
LEFT JOIN stated_day ON stated_day.model_table = 'cp_visit' AND stated_day.day = gap_day.day
WHERE stated_day.day IS NOT NULL OR gap_day.day >= record.begins;

CREATE TABLE visit_gap_on_day AS  -- seen_date: the last day the child was seen, during this plan or before it
WITH last_seen AS (
    SELECT plan.record_id, plan.child_id, plan.day, plan.start_date, plan.latest_category, plan.team,
           MAX(visit.day) AS seen_date
    FROM plan_on_day AS plan
    LEFT JOIN gap_event AS visit ON visit.kind = 'visit' AND visit.closes AND visit.child_id = plan.child_id
         AND visit.day <= plan.day
    GROUP BY plan.record_id, plan.child_id, plan.day, plan.start_date, plan.latest_category, plan.team
)
SELECT last_seen.*, last_seen.day - GREATEST(start_date, seen_date, begins) AS gap_days
FROM last_seen
JOIN visit_known ON visit_known.day = last_seen.day;

CREATE TABLE case_gap_on_day AS
WITH last_held AS (
    SELECT plan.cp_plan_id, plan.child_id, plan.start_date, plan.latest_category, plan.team, gap_day.day,
           MAX(held.day) AS held_date
    FROM cp_plan AS plan
    JOIN gap_day ON plan.start_date <= gap_day.day AND gap_day.day < plan.end_date
    LEFT JOIN gap_event AS held ON held.kind = 'case_supervision' AND held.closes AND held.child_id = plan.child_id
         AND held.day <= gap_day.day
    GROUP BY plan.cp_plan_id, plan.child_id, plan.start_date, plan.latest_category, plan.team, gap_day.day
)
SELECT cp_plan_id, child_id, day, latest_category, team,
       day - GREATEST(start_date, held_date, (SELECT MIN(covered_from) FROM covered
                                             WHERE model_table = 'case_supervision')) AS gap_days
FROM last_held;

CREATE TABLE worker_gap_on_day AS
WITH step AS (
    SELECT worker_id, team, start_date, end_date, newly_qualified_until,
           MAX(end_date) OVER (PARTITION BY worker_id ORDER BY start_date, end_date
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM worker
), run AS (  -- posts that follow each other directly are one time at work: a change of team does not start the clock again
    SELECT step.*, SUM(CASE WHEN start_date - 1 <= reached THEN 0 ELSE 1 END)
               OVER (PARTITION BY worker_id ORDER BY start_date, end_date) AS run
    FROM step
), in_post AS (  -- if a worker has two open posts, the later one
    SELECT run.worker_id, run.team, run.newly_qualified_until, gap_day.day,
           ROW_NUMBER() OVER (PARTITION BY run.worker_id, gap_day.day
                              ORDER BY run.start_date DESC, run.team) AS place,
           run.run
    FROM run
    JOIN gap_day ON run.start_date <= gap_day.day AND gap_day.day < run.end_date
), last_held AS (
    SELECT in_post.worker_id, in_post.team, in_post.day,
           CASE WHEN in_post.newly_qualified_until >= in_post.day THEN 'Newly qualified'
                ELSE 'Experienced' END AS experience,
           GREATEST((SELECT MIN(run.start_date) FROM run
                     WHERE run.worker_id = in_post.worker_id AND run.run = in_post.run),
                    MAX(held.day),
                    (SELECT MIN(covered_from) FROM covered WHERE model_table = 'worker_supervision')) AS clock_start
    FROM in_post
    LEFT JOIN gap_event AS held ON held.kind = 'worker_supervision' AND held.closes AND held.worker_id = in_post.worker_id
         AND held.day <= in_post.day
    WHERE in_post.place = 1
      AND NOT EXISTS (SELECT 1 FROM day_absent WHERE day_absent.worker_id = in_post.worker_id AND day_absent.day = in_post.day)
    GROUP BY in_post.worker_id, in_post.team, in_post.newly_qualified_until, in_post.day, in_post.run
)
SELECT worker_id, team, day, experience, clock_start,
       day - clock_start - (SELECT COUNT(*) FROM day_absent
                            WHERE day_absent.worker_id = last_held.worker_id
                              AND day_absent.day > last_held.clock_start AND day_absent.day <= last_held.day) AS gap_days
FROM last_held;

CREATE VIEW plan_at_month_end AS
SELECT record_id, cp_plan_id, child_id, day AS month_end, start_date, end_date, latest_category, previous_plans, team
FROM plan_on_day WHERE day IN (SELECT month_end FROM month_end);

CREATE VIEW visit_gap AS
SELECT record_id, child_id, day AS month_end, start_date, latest_category, team, seen_date, gap_days
FROM visit_gap_on_day WHERE day IN (SELECT month_end FROM month_end);

CREATE VIEW case_gap AS
SELECT cp_plan_id, child_id, day AS month_end, latest_category, team, gap_days
FROM case_gap_on_day WHERE day IN (SELECT month_end FROM month_end);

CREATE VIEW worker_gap AS
SELECT worker_id, team, day AS month_end, experience, gap_days
FROM worker_gap_on_day WHERE day IN (SELECT month_end FROM month_end);

-- The gaps that are open on the last known day: a row for each child on a plan (kind 'visit', 'case_supervision') and each
-- worker in post and at work ('worker_supervision'). open_gap.sql has the rules for the clocks.
--   * clock_start: the last day seen or supervised, or the first day of the plan, the job or our records; `since` says which
--     ('held', 'start', 'records')
--   * due_date: the last day within the standard, later by a worker's days of absence. overdue_days: days past it, or 0
-- Needs open_gap.sql.
CREATE TABLE gap_now AS
WITH standard AS (
    SELECT kind, standard_days FROM (VALUES {standards}) AS listed(kind, standard_days)
), child_gap AS (
    SELECT 'visit' AS kind, plan.*, gap.gap_days
    FROM visit_gap_on_day AS gap
    JOIN plan_on_day AS plan ON plan.record_id = gap.record_id
    UNION ALL
    SELECT 'case_supervision', plan.*, gap.gap_days
    FROM case_gap_on_day AS gap
    JOIN plan_on_day AS plan ON plan.cp_plan_id = gap.cp_plan_id AND plan.day = gap.day
), allocated AS (  -- on any one day a child is with one team
    SELECT allocation.child_id, gap_reach.kind, allocation.team, allocation.worker_id,
           ROW_NUMBER() OVER (PARTITION BY allocation.child_id, gap_reach.kind
                              ORDER BY COALESCE(allocation.team, '') DESC, allocation.worker_id DESC) AS place
    FROM allocation
    JOIN gap_reach ON allocation.start_date <= gap_reach.day AND gap_reach.day < allocation.end_date
), held AS (
    SELECT DISTINCT kind, COALESCE(child_id, worker_id) AS subject, day FROM gap_event WHERE closes
), reached AS (  -- the day on which a worker's clock reached each number of days
    SELECT gap.worker_id, gap.day AS at, calendar.day,
           ROW_NUMBER() OVER (PARTITION BY gap.worker_id, gap.day ORDER BY calendar.day) AS ran
    FROM worker_gap_on_day AS gap
    JOIN gap_reach ON gap_reach.kind = 'worker_supervision' AND gap_reach.day = gap.day
    JOIN calendar ON calendar.day > gap.clock_start AND calendar.day <= gap.day
    WHERE NOT EXISTS (SELECT 1 FROM day_absent WHERE day_absent.worker_id = gap.worker_id AND day_absent.day = calendar.day)
), gap AS (
    SELECT child_gap.kind, child_gap.child_id, COALESCE(allocated.worker_id, plan.worker_id) AS worker_id,
           COALESCE(allocated.team, child_gap.team, 'Not allocated') AS team, child_gap.day, child_gap.start_date AS first_day,
           child_gap.day - CAST(gap_days AS INTEGER) AS clock_start, gap_days, standard_days,
           child_gap.day - CAST(gap_days AS INTEGER) + CAST(standard_days AS INTEGER) AS due_date
    FROM child_gap
    JOIN gap_reach ON gap_reach.kind = child_gap.kind AND gap_reach.day = child_gap.day
    JOIN standard ON standard.kind = child_gap.kind
    JOIN cp_plan AS plan ON plan.cp_plan_id = child_gap.cp_plan_id
    LEFT JOIN allocated ON allocated.kind = child_gap.kind AND allocated.child_id = child_gap.child_id AND allocated.place = 1
    UNION ALL
    SELECT 'worker_supervision', NULL, gap.worker_id, COALESCE(gap.team, 'Not allocated'), gap.day,
           (SELECT MIN(start_date) FROM worker WHERE worker.worker_id = gap.worker_id), gap.clock_start, gap_days, standard_days,
           COALESCE(reached.day, gap.day + CAST(standard_days - gap_days AS INTEGER))
    FROM worker_gap_on_day AS gap
    JOIN gap_reach ON gap_reach.kind = 'worker_supervision' AND gap_reach.day = gap.day
    JOIN standard ON standard.kind = 'worker_supervision'
    LEFT JOIN reached ON reached.worker_id = gap.worker_id AND reached.at = gap.day AND reached.ran = standard_days
)
SELECT gap.kind, gap.child_id, gap.worker_id, gap.team, gap.day, first_day, clock_start,
       CASE WHEN held.day IS NOT NULL THEN 'held' WHEN clock_start = first_day THEN 'start' ELSE 'records' END AS since,
       CAST(gap_days AS BIGINT) AS gap_days, CAST(standard_days AS BIGINT) AS standard_days, due_date,
       CAST(GREATEST(gap_days - standard_days, 0) AS BIGINT) AS overdue_days
FROM gap
LEFT JOIN held ON held.kind = gap.kind AND held.day = gap.clock_start
     AND held.subject = CASE WHEN gap.kind = 'worker_supervision' THEN gap.worker_id ELSE gap.child_id END;

-- The number of gaps past the standard, past one and a half times the standard, past twice the standard, and due in the next
-- seven days, for the whole authority and for each team. Each of the first three counts is a part of the one before, and no count
-- is a difference of two others, so readers cannot work out more from rounded counts.
CREATE TABLE gap_count AS
WITH measure AS (
    SELECT kind, day, standard_days, team, 'past' AS measure, gap_days > standard_days AS counts FROM gap_now
    UNION ALL SELECT kind, day, standard_days, team, 'past by half', 2 * gap_days > 3 * standard_days FROM gap_now
    UNION ALL SELECT kind, day, standard_days, team, 'past twice', gap_days > 2 * standard_days FROM gap_now
    UNION ALL SELECT kind, day, standard_days, team, 'due', overdue_days = 0 AND due_date <= day + 7 FROM gap_now
)
SELECT kind, day, standard_days, measure, CASE WHEN GROUPING(team) = 1 THEN 'all' ELSE 'team' END AS breakdown,
       COALESCE(team, 'All') AS category, CAST(SUM(CASE WHEN counts THEN 1 ELSE 0 END) AS BIGINT) AS numerator,
       COUNT(*) AS denominator
FROM measure
GROUP BY GROUPING SETS ((kind, day, standard_days, measure), (kind, day, standard_days, measure, team));

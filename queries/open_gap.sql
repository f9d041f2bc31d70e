-- How long it had been, at each month end, since a child on a plan was last seen or discussed, or a worker in post was last
-- supervised. A gap that is still open is the one that hides a child, so it is measured at the month end, not when the next
-- session closes it.
--   * only a session that was HELD closes a gap; a manager's oversight only if the authority says so
--   * only a visit at which the child was seen closes a gap
--   * the child's clock starts with the plan and does not stop for a change or an absence of the worker
--   * the worker's clock starts with the job; days absent do not run, and a worker absent on the day is left out
--   * no clock starts before the first day we hold sessions or visits for
CREATE TABLE plan_at_month_end AS  -- a child with two open plans by mistake is one child, on the later one
WITH standing AS (
    SELECT plan.*, month_end.month_end,
           ROW_NUMBER() OVER (PARTITION BY plan.child_id, month_end.month_end ORDER BY plan.cp_plan_id DESC) AS place
    FROM month_end
    JOIN cp_plan AS plan ON plan.start_date <= month_end.month_end AND month_end.month_end < plan.end_date
)
SELECT cp_plan_id || ' ' || CAST(month_end AS VARCHAR) AS record_id, cp_plan_id, child_id, month_end, start_date, end_date,
       latest_category, previous_plans, team
FROM standing
WHERE place = 1;

CREATE TABLE visit_gap AS  -- seen_date: the last day the child was seen, on this plan or before it
WITH last_seen AS (
    SELECT plan.record_id, plan.child_id, plan.month_end, plan.start_date, plan.latest_category, plan.team,
           MAX(visit.visit_date) AS seen_date
    FROM plan_at_month_end AS plan
    LEFT JOIN cp_visit AS visit ON visit.child_id = plan.child_id AND visit.seen AND visit.visit_date <= plan.month_end
    GROUP BY plan.record_id, plan.child_id, plan.month_end, plan.start_date, plan.latest_category, plan.team
)
SELECT last_seen.*,
       month_end - GREATEST(start_date, seen_date, (SELECT MIN(covered_from) FROM covered
                                                    WHERE model_table = 'cp_visit')) AS gap_days
FROM last_seen
WHERE month_end >= (SELECT MIN(covered_from) FROM covered WHERE model_table = 'cp_visit');

CREATE TABLE case_gap AS
WITH held AS (
    SELECT child_id, supervision_date FROM case_supervision
    WHERE status = 'HELD' AND ($supervision_oversight_counts OR COALESCE(supervision_type, '') <> 'OVERSIGHT')
), last_held AS (
    SELECT plan.cp_plan_id, plan.child_id, plan.start_date, plan.latest_category, plan.team, month_end.month_end,
           MAX(held.supervision_date) AS held_date
    FROM cp_plan AS plan
    JOIN month_end ON plan.start_date <= month_end.month_end AND month_end.month_end < plan.end_date
    LEFT JOIN held ON held.child_id = plan.child_id AND held.supervision_date <= month_end.month_end
    GROUP BY plan.cp_plan_id, plan.child_id, plan.start_date, plan.latest_category, plan.team, month_end.month_end
)
SELECT cp_plan_id, child_id, month_end, latest_category, team,
       month_end - GREATEST(start_date, held_date, (SELECT MIN(covered_from) FROM covered
                                                    WHERE model_table = 'case_supervision')) AS gap_days
FROM last_held;

CREATE TABLE worker_gap AS
WITH step AS (
    SELECT worker_id, team, start_date, end_date, newly_qualified_until,
           MAX(end_date) OVER (PARTITION BY worker_id ORDER BY start_date, end_date
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM worker
), run AS (  -- posts that follow on from each other are one time at work: a move of team does not start the clock again
    SELECT step.*, SUM(CASE WHEN start_date - 1 <= reached THEN 0 ELSE 1 END)
               OVER (PARTITION BY worker_id ORDER BY start_date, end_date) AS run
    FROM step
), in_post AS (  -- a worker with two open posts is one worker, in the later one
    SELECT run.worker_id, run.team, run.newly_qualified_until, month_end.month_end,
           ROW_NUMBER() OVER (PARTITION BY run.worker_id, month_end.month_end
                              ORDER BY run.start_date DESC, run.team) AS place,
           run.run
    FROM run
    JOIN month_end ON run.start_date <= month_end.month_end AND month_end.month_end < run.end_date
), absent AS (  -- each day once, however many absences name it
    SELECT DISTINCT away.worker_id, calendar.day
    FROM worker_absence AS away
    JOIN calendar ON away.start_date <= calendar.day AND calendar.day < away.end_date
), last_held AS (
    SELECT in_post.worker_id, in_post.team, in_post.month_end,
           CASE WHEN in_post.newly_qualified_until >= in_post.month_end THEN 'Newly qualified'
                ELSE 'Experienced' END AS experience,
           GREATEST((SELECT MIN(run.start_date) FROM run
                     WHERE run.worker_id = in_post.worker_id AND run.run = in_post.run),
                    MAX(session.supervision_date),
                    (SELECT MIN(covered_from) FROM covered WHERE model_table = 'worker_supervision')) AS clock_start
    FROM in_post
    LEFT JOIN worker_supervision AS session ON session.worker_id = in_post.worker_id AND session.status = 'HELD'
         AND session.supervision_date <= in_post.month_end
    WHERE in_post.place = 1
      AND NOT EXISTS (SELECT 1 FROM absent WHERE absent.worker_id = in_post.worker_id AND absent.day = in_post.month_end)
    GROUP BY in_post.worker_id, in_post.team, in_post.newly_qualified_until, in_post.month_end, in_post.run
)
SELECT worker_id, team, month_end, experience,
       month_end - clock_start - (SELECT COUNT(*) FROM absent
                                  WHERE absent.worker_id = last_held.worker_id
                                    AND absent.day > last_held.clock_start AND absent.day <= last_held.month_end) AS gap_days
FROM last_held;

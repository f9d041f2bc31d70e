-- How long it had been, at each month end, since a child on a plan or a worker in post was last supervised. A gap that is
-- still open is the one that hides a child, so it is measured at the month end, not when the next session closes it.
--   * only a session that was HELD closes a gap; a manager's oversight only if the authority says so
--   * the child's clock starts with the plan and does not stop for a change or an absence of the worker
--   * the worker's clock starts with the job; days absent do not run, and a worker absent on the day is left out
--   * no clock starts before the first day we hold sessions for
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
WITH last_held AS (
    SELECT worker.worker_id, worker.team, month_end.month_end,
           CASE WHEN worker.newly_qualified_until >= month_end.month_end THEN 'Newly qualified'
                ELSE 'Experienced' END AS experience,
           GREATEST(worker.start_date, MAX(session.supervision_date),
                    (SELECT MIN(covered_from) FROM covered WHERE model_table = 'worker_supervision')) AS clock_start
    FROM worker
    JOIN month_end ON worker.start_date <= month_end.month_end AND month_end.month_end < worker.end_date
    LEFT JOIN worker_supervision AS session ON session.worker_id = worker.worker_id AND session.status = 'HELD'
         AND session.supervision_date <= month_end.month_end
    WHERE NOT EXISTS (SELECT 1 FROM worker_absence AS away WHERE away.worker_id = worker.worker_id
                      AND away.start_date <= month_end.month_end AND month_end.month_end < away.end_date)
    GROUP BY worker.worker_id, worker.team, worker.start_date, worker.newly_qualified_until, month_end.month_end
)
SELECT worker_id, team, month_end, experience,
       month_end - clock_start - COALESCE((
           SELECT CAST(SUM(LEAST(away.end_date, month_end + 1) - GREATEST(away.start_date, clock_start + 1)) AS BIGINT)
           FROM worker_absence AS away
           WHERE away.worker_id = last_held.worker_id AND away.end_date > clock_start + 1
             AND away.start_date <= month_end), 0) AS gap_days
FROM last_held;

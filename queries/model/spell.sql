-- Waits, as observed spells of time: from a visit to the next, from a session to the next, from a closure to the next referral.
-- A wait without an end is censored (ended is false) and not left out, because it may hide a child.
--   * kind: 'case_supervision', 'visit', 'worker_supervision', 'no_further_action', 'closure'
--   * a wait is observed from the day after start_date; end_date is the day it ended or, if ended is false, the first day on
--     which it was no longer observed. On day d it has lasted days_before + (d - start_date) days
--   * a wait is split into pieces when its team changes and while a worker's clock stands still (absence), so that each day is
--     observed once, for the team of that day; days_before is the length of the earlier pieces
--   * clocks start, stop and stand still as in open_gap.sql: only a session with status HELD, or a visit at which the child was
--     seen, ends a wait; a wait begins with the plan or the job, or with the first day of our sessions or visits
-- Needs the model, `calendar` and `covered`.
CREATE TABLE spell_source AS  -- the tables and details that a kind of wait needs (waits.toml)
SELECT kind, model_table FROM (VALUES {watched}) AS source(kind, model_table);

CREATE TABLE spell (
    kind STRING, spell_id STRING, child_id STRING, worker_id STRING, team STRING, start_date DATE, end_date DATE,
    ended BOOLEAN, days_before BIGINT);

INSERT INTO spell  -- a child on a plan waits to be seen, or to be discussed in supervision
WITH plan AS (
    SELECT CASE covered.model_table WHEN 'cp_visit' THEN 'visit' ELSE 'case_supervision' END AS kind,
           plan.cp_plan_id, plan.child_id, plan.team,
           GREATEST(plan.start_date, covered_from) AS first_day, LEAST(plan.end_date, covered_to + 1) AS until
    FROM cp_plan AS plan
    JOIN covered ON covered.model_table IN ('case_supervision', 'cp_visit')
         AND plan.start_date <= covered_to AND covered_from < plan.end_date
), closing AS (
    SELECT 'case_supervision' AS kind, child_id, supervision_date AS day FROM case_supervision
    WHERE status = 'HELD' AND ($supervision_oversight_counts OR COALESCE(supervision_type, '') <> 'OVERSIGHT')
    UNION ALL
    SELECT 'visit', child_id, visit_date FROM cp_visit WHERE seen
), begun AS (
    SELECT kind, cp_plan_id, child_id, team, first_day, until, first_day AS start_date FROM plan
    UNION
    SELECT plan.kind, plan.cp_plan_id, plan.child_id, plan.team, plan.first_day, plan.until, closing.day
    FROM plan
    JOIN closing ON closing.kind = plan.kind AND closing.child_id = plan.child_id
         AND plan.first_day <= closing.day AND closing.day < plan.until
), wait AS (
    SELECT begun.*, LEAD(start_date) OVER (PARTITION BY kind, cp_plan_id, first_day ORDER BY start_date) AS next_date
    FROM begun
), cut AS (  -- the first day of every piece: the wait's own, and each day on which the child's allocation changed
    SELECT kind, cp_plan_id, child_id, team, until, start_date, next_date, start_date + 1 AS piece_day FROM wait
    WHERE COALESCE(next_date + 1, until) > start_date + 1
    UNION
    SELECT kind, cp_plan_id, wait.child_id, wait.team, until, wait.start_date, next_date, change.day
    FROM wait
    JOIN (SELECT child_id, start_date AS day FROM allocation UNION SELECT child_id, end_date FROM allocation) AS change
         ON change.child_id = wait.child_id AND change.day > wait.start_date + 1 AND change.day < COALESCE(next_date + 1, until)
), piece AS (
    SELECT cut.*, LEAD(piece_day) OVER (PARTITION BY kind, cp_plan_id, start_date ORDER BY piece_day) AS next_piece
    FROM cut
)
SELECT piece.kind, cp_plan_id || ' ' || CAST(piece_day AS STRING), piece.child_id, NULL,
       COALESCE(MAX(allocation.team), MAX(piece.team), 'Not allocated'),
       piece_day - 1, COALESCE(next_piece, next_date, until), next_piece IS NULL AND next_date IS NOT NULL,
       piece_day - 1 - piece.start_date
FROM piece
LEFT JOIN allocation ON allocation.child_id = piece.child_id
     AND allocation.start_date <= piece_day AND piece_day < allocation.end_date
GROUP BY piece.kind, cp_plan_id, piece_day, piece.child_id, next_piece, next_date, until, piece.start_date;

INSERT INTO spell  -- a worker in post and at work waits for supervision
WITH post AS (  -- if a worker has two open posts, the later one
    SELECT worker.worker_id, COALESCE(worker.team, 'Not allocated') AS team, calendar.day,
           ROW_NUMBER() OVER (PARTITION BY worker.worker_id, calendar.day ORDER BY worker.start_date DESC, worker.team) AS place
    FROM worker
    JOIN covered ON covered.model_table = 'worker_supervision'
    JOIN calendar ON worker.start_date <= calendar.day AND calendar.day < worker.end_date
         AND calendar.day BETWEEN covered_from AND covered_to
), step AS (
    SELECT post.*, day - LAG(day) OVER (PARTITION BY worker_id ORDER BY day) AS since FROM post WHERE place = 1
), absent AS (
    SELECT DISTINCT away.worker_id, calendar.day
    FROM worker_absence AS away
    JOIN calendar ON away.start_date <= calendar.day AND calendar.day < away.end_date
), held AS (
    SELECT DISTINCT worker_id, supervision_date AS day FROM worker_supervision WHERE status = 'HELD'
), every_day AS (  -- posts that follow each other directly are one time at work, with one clock
    SELECT step.worker_id, step.team, step.day, CASE WHEN absent.day IS NULL THEN 1 ELSE 0 END AS runs,
           CASE WHEN held.day IS NULL THEN 0 ELSE 1 END AS ends,
           SUM(CASE WHEN since <= 2 THEN 0 ELSE 1 END) OVER (PARTITION BY step.worker_id ORDER BY step.day) AS clock
    FROM step
    LEFT JOIN absent ON absent.worker_id = step.worker_id AND absent.day = step.day
    LEFT JOIN held ON held.worker_id = step.worker_id AND held.day = step.day
), before AS (  -- by the end of the previous day: the waits that had ended, and the days that the clock had run
    SELECT every_day.*,
           SUM(ends) OVER (PARTITION BY worker_id, clock ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS wait,
           SUM(runs) OVER (PARTITION BY worker_id, clock ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ran
    FROM every_day
), watched AS (  -- the first day of a clock begins a wait and cannot end one
    SELECT before.*, ran - MIN(ran) OVER (PARTITION BY worker_id, clock, wait) AS lasted FROM before WHERE wait IS NOT NULL
), piece AS (  -- consecutive days of one wait in one team have the same difference between day and row number
    SELECT watched.*, day - CAST(ROW_NUMBER() OVER (PARTITION BY worker_id, clock, wait, team ORDER BY day) AS INTEGER) AS piece
    FROM watched
    WHERE runs = 1
)
SELECT 'worker_supervision', worker_id || ' ' || CAST(MIN(day) AS STRING), NULL, worker_id, team,
       MIN(day) - 1, MAX(day) + 1 - MAX(ends), MAX(ends) = 1, CAST(MIN(lasted) AS BIGINT)
FROM piece
GROUP BY worker_id, clock, wait, team, piece;

INSERT INTO spell  -- from the closure of a referral or episode to the child's next referral
WITH closed AS (
    SELECT 'no_further_action' AS kind, referral_id AS closed_id, child_id, team, referral_date AS start_date FROM referral
    WHERE no_further_action
    UNION ALL  -- left out: a child who died, moved to another authority or became an adult, who cannot return here, and a closure
               -- without a recorded day
    SELECT 'closure', cin_episode_id, child_id, team, end_date FROM cin_episode
    WHERE end_date < DATE '9999-12-31' AND NOT end_is_inferred AND COALESCE(closure_reason, '') NOT IN ('RC2', 'RC5', 'RC6')
)
SELECT closed.kind, closed.closed_id, closed.child_id, NULL, COALESCE(MAX(closed.team), 'Not allocated'), closed.start_date,
       COALESCE(MIN(referral.referral_date), covered_to + 1), MIN(referral.referral_date) IS NOT NULL, 0
FROM closed
JOIN covered ON covered.model_table = 'referral' AND closed.start_date >= covered_from AND closed.start_date < covered_to
LEFT JOIN referral ON referral.child_id = closed.child_id AND referral.referral_date > closed.start_date
     AND referral.referral_date <= covered_to
GROUP BY closed.kind, closed.closed_id, closed.child_id, closed.start_date, covered_to;

-- The facts about this build, one row.
SELECT * FROM build

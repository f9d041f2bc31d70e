-- What was read from each list of each file, and how much of it was taken in.
SELECT * FROM load_report

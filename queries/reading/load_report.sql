-- The rows read, loaded and refused, for each list of each file.
SELECT * FROM load_report

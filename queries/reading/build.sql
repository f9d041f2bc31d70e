-- What this build is.
SELECT * FROM build

-- What a protected audience's counts are rounded to.
SELECT max(rounded_to) AS rounded_to FROM series

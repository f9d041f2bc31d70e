-- The number to which a protected audience's counts are rounded, such as 5.
SELECT max(rounded_to) AS rounded_to FROM series

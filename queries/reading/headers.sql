-- The indicators' headers, in the order of the child's journey.
SELECT header FROM indicator ORDER BY position

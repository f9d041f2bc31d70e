-- For how many counted records each breakdown is empty.
SELECT {empty} FROM counted

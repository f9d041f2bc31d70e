-- The warehouse keeps the number of rows of each list, besides the model and the rejected rows. The received rows and the tables
-- of staging are in other databases, which are removed.
CREATE TABLE list_read AS SELECT * FROM received.list_read;

-- The warehouse keeps the number of rows of each list and its headers that mean no column, besides the model and the rejected
-- rows. The received rows and the tables of staging are in other databases, which are removed.
CREATE TABLE list_read AS SELECT * FROM received.list_read;
CREATE TABLE unused_header AS SELECT * FROM received.unused_header;

-- What the warehouse keeps of what was received, beside the model and what was rejected: how many rows each list had. The rows
-- themselves, and what staging needed on its way, go with the databases they are in.
CREATE TABLE list_read AS SELECT * FROM received.list_read;

-- What staging needed only on its way: the warehouse keeps what was received, what was rejected or withdrawn, and the model.
DROP SCHEMA staging CASCADE;

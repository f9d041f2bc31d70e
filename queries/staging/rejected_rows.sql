-- The refused rows and the rows with a refused cell as they were received; rejected_row.sql fills both tables, list by list.
CREATE TABLE rejected_row (file VARCHAR, list VARCHAR, row_number BIGINT, mark VARCHAR);
CREATE TABLE rejected_cell (file VARCHAR, list VARCHAR, row_number BIGINT, field VARCHAR, received VARCHAR);

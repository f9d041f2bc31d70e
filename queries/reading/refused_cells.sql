-- The cells of the refused rows of one list, in the columns that their files have.
SELECT file, row_number, field, received FROM rejected_cell WHERE list = $list

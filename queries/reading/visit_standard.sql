-- How many days may pass between visits, as the authority set it.
SELECT standard_days FROM wait_standard WHERE kind = 'visit'

-- Annex A lists 1 to 7 → child: each detail from the latest extract that has it. For an unborn child the date of birth is the
-- expected date.
WITH described AS (
    SELECT 'annex_a_list_1' AS list, file, row_number, birth_date, sex, ethnicity, NULL AS disability
    FROM received.annex_a_list_1
    UNION ALL SELECT 'annex_a_list_2', file, row_number, birth_date, sex, ethnicity, NULL FROM received.annex_a_list_2
    UNION ALL SELECT 'annex_a_list_3', file, row_number, birth_date, sex, ethnicity, NULL FROM received.annex_a_list_3
    UNION ALL SELECT 'annex_a_list_4', file, row_number, birth_date, sex, ethnicity, disability FROM received.annex_a_list_4
    UNION ALL SELECT 'annex_a_list_5', file, row_number, birth_date, sex, ethnicity, disability FROM received.annex_a_list_5
    UNION ALL SELECT 'annex_a_list_6', file, row_number, birth_date, sex, ethnicity, disability FROM received.annex_a_list_6
    UNION ALL SELECT 'annex_a_list_7', file, row_number, birth_date, sex, ethnicity, disability FROM received.annex_a_list_7
), unsaid AS (  -- extracts whose column of disabilities has numbers, of which 0 and 1 would be read as answers
    SELECT DISTINCT list, file FROM staging.answered WHERE field = 'disability' AND numbers * 100 > filled
), placed AS (
    SELECT kept.subject, described.file, described.row_number,
           FIRST_VALUE(read_date(birth_date) IGNORE NULLS) OVER newest AS birth_date,
           FIRST_VALUE(read_sex(sex) IGNORE NULLS) OVER newest AS sex,
           FIRST_VALUE(read_ethnicity(ethnicity) IGNORE NULLS) OVER newest AS ethnicity,
           FIRST_VALUE(CASE WHEN unsaid.file IS NULL THEN read_answer(disability) END IGNORE NULLS) OVER newest AS disability,
           ROW_NUMBER() OVER newest AS place
    FROM staging.kept
    JOIN described USING (list, file, row_number)
    JOIN received.file_order USING (file)
    LEFT JOIN unsaid USING (list, file)
    WINDOW newest AS (PARTITION BY kept.subject ORDER BY kept.extract_date DESC, list DESC, file_order.place DESC, row_number
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT subject, birth_date, sex, ethnicity, disability, file, row_number
FROM placed
WHERE place = 1;

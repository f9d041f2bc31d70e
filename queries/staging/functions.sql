-- Functions that read a cell of text, the same for every source. Each returns NULL for a text that it cannot read;
-- staging/cells.sql then puts the raw text into `rejected`. Codes are read without the letter before them ('q) 6: Police' is '6:
-- Police'), because Ofsted's own list of ethnicities uses the letter s twice. Macros and regular expressions are this engine's
-- own; another engine needs its own version of these functions only. (A macro repeats its argument as text: give it a column.)

-- The text itself, or NULL for a text that a system writes into an empty cell.
CREATE MACRO read_text(cell) AS nullif(regexp_replace(trim(cell),
    '^(?i)(-+|\.|n/a|null|nan|nat|\(blank\)|#multivalue|zzcodeerror|#(n/a|null!|ref!|value!|div/0!|name\?|num!))$', ''), '');

-- A code or label without the letter before it: 'a) WBRI' is 'WBRI'.
CREATE MACRO read_code(cell) AS read_text(regexp_replace(trim(cell), '^\(?[A-Za-z]{1,2}\)\s*', ''));

CREATE MACRO is_one_of(cell, labels) AS regexp_full_match(read_code(cell), '(?i)(' || labels || ')');
CREATE MACRO has_words(cell, words) AS regexp_matches(read_code(cell), '(?i)(' || words || ')');

-- A date after 1 January 1900 (which systems write for "never") and before 2090 (later ones stand for "not yet"), as 2026-09-01 with or without a time. Other
-- forms are written so before staging reads them, column by column (data/reading/one_form.py): a cell alone cannot show its form.
CREATE MACRO any_date(cell) AS CASE WHEN regexp_full_match(cell, '\d{4}-\d{2}-\d{2}([ T][0-9:.]+)?')
    THEN TRY_CAST(substr(cell, 1, 10) AS DATE) END;

CREATE MACRO read_date(cell) AS
    CASE WHEN any_date(cell) BETWEEN DATE '1900-01-02' AND DATE '2089-12-31' THEN any_date(cell) END;

-- Whether a day says "not yet", as the end of a spell that is still open: blank, 31/12/9999, 2999-12-31, 2099-12-31.
CREATE MACRO says_open(cell) AS read_text(cell) IS NULL OR regexp_matches(cell, '9999|2999|^209\d-\d\d-\d\d');

-- The end of a spell; it is still open if the cell is blank, unreadable or before the start (the last two are also rejected).
CREATE MACRO read_end(cell, start_date) AS
    CASE WHEN read_date(cell) >= start_date THEN read_date(cell) ELSE DATE '9999-12-31' END;

CREATE MACRO read_number(cell) AS
    TRY_CAST(regexp_extract(replace(cell, ',', ''), '^\s*(-?\d{1,15}(\.\d+)?)\s*$', 1) AS DOUBLE);

-- A count; a workbook may write it as 2 or 2.0.
CREATE MACRO read_count(cell) AS
    TRY_CAST(regexp_extract(replace(cell, ',', ''), '^\s*(\d{1,9})(\.0*)?\s*$', 1) AS BIGINT);

CREATE MACRO read_yes_no(cell) AS
    CASE WHEN is_one_of(cell, 'yes( .*)?|y|true|t|1(\.0)?') THEN TRUE
         WHEN is_one_of(cell, 'no( .*)?|n|false|f|0(\.0)?') THEN FALSE END;

-- Whether a referral was closed with no further action; FA and U mean that it was not.
CREATE MACRO read_no_further_action(cell) AS
    CASE WHEN is_one_of(cell, 'nfa|no further action|yes( .*)?|y|true|t|1(\.0)?') THEN TRUE
         WHEN is_one_of(cell, 'fa|u|further action|no|n|false|f|0(\.0)?') THEN FALSE END;

-- Whether the answer is "unknown", which can be read and is neither yes nor no.
CREATE MACRO says_unknown(cell) AS is_one_of(cell, 'u|unknown|undecided|pending|not (known|recorded|stated|applicable|yet).*');

CREATE MACRO read_answer(cell) AS
    CASE WHEN says_unknown(cell) THEN 'Unknown' WHEN read_yes_no(cell) THEN 'Yes' WHEN NOT read_yes_no(cell) THEN 'No' END;

-- Whether a child was seen alone; some systems write sentences.
CREATE MACRO read_seen_alone(cell) AS
    CASE WHEN has_words(cell, '^no visit') THEN 'Unknown' WHEN has_words(cell, 'not seen|seen with|not alone') THEN 'No'
         WHEN has_words(cell, 'seen alone') THEN 'Yes' ELSE read_answer(cell) END;

-- Whether that answer says in words that the child was not seen; "no" alone says only that the child was not seen alone.
CREATE MACRO says_not_seen(cell) AS COALESCE(
    has_words(cell, '^no visit|unseen|no access|not at home|not seen') AND NOT has_words(cell, 'not seen alone'), FALSE);

CREATE MACRO read_sex(cell) AS
    CASE WHEN is_one_of(cell, 'm|male|1|1 - male') THEN 'Male' WHEN is_one_of(cell, 'f|female|2|2 - female') THEN 'Female'
         WHEN is_one_of(cell, 'neither|non.binary|indeterminate') THEN 'Neither'
         WHEN read_code(cell) IS NOT NULL THEN 'Not recorded' END;

CREATE MACRO says_sex(cell) AS read_sex(cell) <> 'Not recorded';

CREATE MACRO read_ethnicity(cell) AS
    CASE WHEN is_one_of(cell, '[a-z]{4}') THEN upper(read_code(cell)) ELSE read_code(cell) END;

-- Whether a text is an ethnicity: a census code, or words that such answers have. An authority's own words need not be among them.
CREATE MACRO says_ethnicity(cell) AS NOT is_one_of(cell, 'male') AND regexp_matches(cell,
    '(?i)^([wmab][a-z]{3}|chne|ooth|refu|nobt|[a-z]\d?|\d{1,2})$|' ||
    'white|brit|english|welsh|scot|irish|europe|travel|gyps|roma|mixed|multiple|dual|african|caribb|asian|india|pakis|bangla|' ||
    'chinese|black|arab|other|refus|declin|prefer|not |unknown|to be');

-- A category of abuse, from a label, a CIN census code or several of them. Four flags (N or Y) with more than one Y are
-- 'Multiple'; four flags with a single Y cannot be read, because systems do not agree on their order.
CREATE MACRO read_abuse(cell) AS
    CASE WHEN has_words(cell, 'mul|neg.*(phy|sex|sab|emo)|phy.*(neg|sex|sab|emo)|(sex|sab).*(neg|phy|emo)|emo.*(neg|phy|sex|sab)')
           OR is_one_of(cell, '(n*y){2,}n*') THEN 'Multiple'
         WHEN has_words(cell, 'neg') THEN 'Neglect' WHEN has_words(cell, 'phy') THEN 'Physical abuse'
         WHEN has_words(cell, 'sex|sab') THEN 'Sexual abuse' WHEN has_words(cell, 'emo') THEN 'Emotional abuse' END;

-- A primary need by its code, with the same label whatever text the source writes after the code.
CREATE MACRO read_need(cell) AS CASE regexp_extract(upper(read_code(cell)), '^N\d')
    WHEN 'N0' THEN 'N0 - Not stated' WHEN 'N1' THEN 'N1 - Abuse or neglect' WHEN 'N2' THEN 'N2 - Child''s disability or illness'
    WHEN 'N3' THEN 'N3 - Parental disability or illness' WHEN 'N4' THEN 'N4 - Family in acute stress'
    WHEN 'N5' THEN 'N5 - Family dysfunction' WHEN 'N6' THEN 'N6 - Socially unacceptable behaviour'
    WHEN 'N7' THEN 'N7 - Low income' WHEN 'N8' THEN 'N8 - Absent parenting'
    WHEN 'N9' THEN 'N9 - Cases other than children in need' END;

CREATE MACRO read_closure_reason(cell) AS nullif(regexp_extract(upper(read_code(cell)), '^(RC[1-9])($|[^0-9])', 1), '');

CREATE MACRO read_case_status(cell) AS
    CASE WHEN has_words(cell, 'looked after') THEN 'Looked after child' WHEN has_words(cell, 'protection') THEN 'Child protection plan'
         WHEN has_words(cell, 'in need') THEN 'Child in need plan' WHEN has_words(cell, 'assessment') THEN 'Open assessment'
         WHEN has_words(cell, 'closed') THEN 'Closed episode' ELSE read_code(cell) END;

CREATE MACRO read_outcome(cell) AS
    CASE WHEN has_words(cell, '^nfa|no further action') THEN 'no further action' WHEN has_words(cell, 'early help') THEN 'early help'
         WHEN has_words(cell, 'referral') THEN 'referral' WHEN has_words(cell, 'advice|information|signpost') THEN 'advice'
         WHEN read_code(cell) IS NOT NULL THEN 'other' END;

-- The name of a source of contacts without its code: '6: Police' and 'Police' are the same.
CREATE MACRO source_label(cell) AS lower(regexp_replace(read_code(cell), '^\d{1,2}[A-Fa-f]?\s*[:–-]\s*', ''));

CREATE MACRO read_case_supervision_type(cell) AS
    CASE WHEN is_one_of(cell, 'case|oversight|group|joint|reflective') THEN upper(read_text(cell)) END;
CREATE MACRO read_worker_supervision_type(cell) AS
    CASE WHEN is_one_of(cell, 'professional|personal|combined|group') THEN upper(read_text(cell)) END;
CREATE MACRO read_supervision_status(cell) AS
    CASE WHEN is_one_of(cell, 'held|cancelled|rescheduled|planned') THEN upper(read_text(cell)) END;

-- The type of meeting. Other meetings in the same system (a looked after review, a strategy discussion) are NULL.
CREATE MACRO read_meeting_type(cell) AS
    CASE WHEN has_words(cell, 'core.?gr(ou)?p|^cg$') THEN 'CORE GROUP'
         WHEN has_words(cell, '\b(board|lscb|lscp)\b|safeguarding.*partnership|children.?s trust') THEN 'BOARD'
         WHEN has_words(cell, '\b(lac|cla|cin|strategy|adoption|fostering|ehcp?)\b|looked.after|in need|early help') THEN NULL
         WHEN has_words(cell, '\bicpc\b|^initial|transfer.*conference') THEN 'INITIAL CONFERENCE'
         WHEN has_words(cell, '\brcpc\b|^review|(child protection|\bcp).*review') THEN 'REVIEW CONFERENCE' END;

-- Whether a meeting is known to be of another kind than those counted here.
CREATE MACRO says_other_meeting(cell) AS COALESCE(has_words(cell, '\b(lac|cla|cin|strategy|adoption|fostering|ehcp?|pep|mash|marac|' ||
    'ta[cf]|ctm)\b|looked.after|in need|early help|professional|family|network|planning|team around|mapping|disruption|panel'), FALSE);

-- One name for an agency that people write in many ways; any other agency keeps the source's name.
CREATE MACRO read_agency(cell) AS
    CASE WHEN has_words(cell, '^gp\b|g\.p\.|\bgps?\b|general pract|family doctor') THEN 'GP'
         WHEN has_words(cell, 'probation') THEN 'Probation' WHEN has_words(cell, 'police|constabulary') THEN 'Police'
         WHEN has_words(cell, 'health visit|^hv$') THEN 'Health visiting'
         WHEN has_words(cell, 'school nurs') THEN 'School nursing'
         WHEN has_words(cell, 'adult') THEN read_code(cell) WHEN has_words(cell, 'school|academy') THEN 'School'
         WHEN has_words(cell, 'social (care|work)|^(childrens|children.s) services$|^csc$') THEN 'Social care'
         ELSE read_code(cell) END;

-- Whether an agency came. A report or apologies count as 'No'; an agency that was not invited is 'Unknown'.
CREATE MACRO read_attendance(cell) AS
    CASE WHEN has_words(cell, 'not (asked|invited|required)|^unknown') THEN 'Unknown'
         WHEN has_words(cell, 'apolog|absent|not attend|non.attend|not present|^dna$|report only') THEN 'No'
         WHEN has_words(cell, '^attended|^present|^virtual|^remote|^in person') THEN 'Yes' ELSE read_answer(cell) END;

-- The grade of an audit by Ofsted's four names or their numbers; until 2013 'requires improvement' was called 'adequate'.
CREATE MACRO read_grade(cell) AS
    CASE WHEN is_one_of(cell, 'outstanding|1(\.0)?') THEN 'Outstanding' WHEN is_one_of(cell, 'good|2(\.0)?') THEN 'Good'
         WHEN is_one_of(cell, 'requires improvement( to be good)?|ri|adequate|3(\.0)?') THEN 'Requires improvement'
         WHEN is_one_of(cell, 'inadequate|4(\.0)?') THEN 'Inadequate' END;

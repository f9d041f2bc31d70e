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

-- Words that may turn an answer round or say that it is not one yet: 'Attended: No', 'Early help declined', 'Seen alone pending'. A text
-- with one of them has the answer only where its whole wording is known; otherwise it is NULL, because half of it would be another.
CREATE MACRO turn_words() AS '\b(no|not|non|never|nor|neither|none|nil|false|n|without|cannot|unable|unless|until|if|but|except|however|' ||
    'instead|pending|planned|due|tb[ac]|to be|n/a|unknown|undecided|unsure|previous(ly)?|former(ly)?|longer|yet|0)\b|\?|await|refus|' ||
    'declin|cancel|reject|withdr|fail|aband|abort|postpon|propos|possib|consider|request|\b(did|was|is|does|could|has|have|are|' ||
    'were|would|ca)n.?t\b';
CREATE MACRO turns_round(cell) AS regexp_matches(lower(replace(read_code(cell), '_', ' ')), turn_words());

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

-- Yes or No, perhaps with a comment that turns neither round. 'No need' and 'No information' are not the answer No.
CREATE MACRO read_yes_no(cell) AS
    CASE WHEN is_one_of(cell, 'y|true|t|1(\.0)?') OR is_one_of(cell, 'yes(\W.*)?') AND NOT turns_round(cell) THEN TRUE
         WHEN is_one_of(cell, 'n|no|false|f|0(\.0)?|no (visit|plan|report|access|(known )?disabilit(y|ies)|support( needed| required)?)')
             OR is_one_of(cell, 'no\s*[-–—,;:.(/].*') AND NOT has_words(cell, '\b(yes|y|but|however|except|then|later|also|now|until|' ||
                'unknown|n/a|information|record|not (known|recorded|stated|asked|applicable))\b|\?') THEN FALSE END;

-- The text with each plain way of writing "no further action" as NFA and the rest in small letters. A threshold that was not met is
-- left out, because it turns nothing round.
CREATE MACRO nothing_further(cell) AS regexp_replace(regexp_replace(replace(lower(read_code(cell)), '_', ' '),
    '(threshold )?((is|was|do|does|did|has) ?)?(not|n.t) (been )?me(e)?t( the)?( threshold)?', ' ', 'g'),
    '\bn[./ ]?f[./ ]?a\b\.?|\bno further (social care )?(action|involvement|work|intervention|activity)\b' ||
    '( (is |was )?(needed|required|taken|necessary)\b)?', 'NFA', 'g');

-- Whether a text says "no further action", and nothing around it takes that back ('Not NFA', 'NFA: No', 'NFA overturned').
CREATE MACRO says_nothing_further(cell) AS regexp_matches(nothing_further(cell), 'NFA') AND NOT regexp_matches(nothing_further(cell),
    '\b(no|not|non|never|without|unless|until|instead of|rather than|(was|is|did)n.?t|previous|previously)\b.*NFA|' ||
    'NFA\W*((is|was) )?(no|n|false|0|not|(is|was)n.?t|yet|un)\b|NFA.*(\bor\b|\bbut\b|\bto be\b|\btbc\b|\?)|\bor\b.*NFA|' ||
    'NFA.*(await|pending|overturn|overrul|challeng|cancel|propos|consider|re-?open|reject|declin|refus|unless|until|/ *(ref|ass|str|ear))|' ||
    '(await|pending|propos|consider|possib|recommend|challeng|overturn|reject|request).*NFA');

-- Whether a referral was closed with no further action; FA and U mean that it was not.
CREATE MACRO read_no_further_action(cell) AS
    CASE WHEN is_one_of(cell, '(yes|y|true|t|1(\.0)?)( ?[-,(:]? ?(nfa|no further action)\)?)?') OR says_nothing_further(cell) THEN TRUE
         WHEN is_one_of(cell, 'fa|u|further action|no|n|false|f|0(\.0)?') THEN FALSE END;

-- Whether the answer is "unknown", which can be read and is neither yes nor no.
CREATE MACRO says_unknown(cell) AS is_one_of(cell, 'u|unknown|undecided|pending|await.*|tb[ac]|to be (confirmed|agreed|decided).*|n/a\W.*|' ||
    'no (information|data|record|answer)( .*)?|not (known|recorded|stated|asked|applicable|yet).*');

CREATE MACRO read_answer(cell) AS
    CASE WHEN says_unknown(cell) THEN 'Unknown' WHEN read_yes_no(cell) THEN 'Yes' WHEN NOT read_yes_no(cell) THEN 'No' END;

-- Whether a child was seen alone; some systems write sentences. A sentence that says both, or could ("seen with mother, then seen
-- alone", "offered to be seen alone"), has no answer.
CREATE MACRO read_seen_alone(cell) AS
    CASE WHEN has_words(cell, '^no visit') OR says_unknown(cell) THEN 'Unknown'
         WHEN is_one_of(cell, '((child|yp|young person) )?(was )?seen alone\W+(no|n|false|0)') THEN 'No'
         WHEN is_one_of(cell, '((child|yp|young person) )?(was )?seen alone\W+(yes|y|true|1)') THEN 'Yes'
         WHEN has_words(cell, '^yes') AND has_words(cell, 'with|not|n.t ') THEN NULL
         WHEN has_words(cell, '\bnot (been )?seen|\bseen with\b|not alone|' ||
                  '(refus\w+|declin\w+|unable|not able|could not|could ?n.t|did not (want|wish|agree)) (to )?(be )?(seen|see)( \w+)? alone|' ||
                  'seen alone\W+(declined|refused)|offered to be seen alone\W+(but )?(declined|refused)')
              AND NOT has_words(cell, 'then|later|also|initially|at first|however|eventually|but (was )?seen|not seen with|not only|:')
             THEN CASE WHEN NOT has_words(cell, 'seen with.*seen alone|seen alone.*seen with') THEN 'No' END
         WHEN is_one_of(cell, '(yes\W+)?((the )?(child|yp|young person) )?((was|were|has been|is) )?((seen|visited|spoken to)( and |/| & | ))+alone' ||
                  '( .*|[,(.].*)?|yes\W+alone')
             THEN CASE WHEN NOT turns_round(cell) AND NOT has_words(cell, '\bwith\b|offer|part') THEN 'Yes' END
         WHEN has_words(cell, '\balone\b') THEN NULL ELSE read_answer(cell) END;

-- Whether that answer says in words that the child was not seen; "no" alone says only that the child was not seen alone.
CREATE MACRO says_not_seen(cell) AS COALESCE(
    has_words(cell, '^no visit|unseen|no access|access (refused|denied)|refused access|not at home|not seen|^(child )?seen\W+no$|' ||
              '(could not|could ?n.t|unable to|did not|did ?n.t) see\b')
    AND NOT has_words(cell, '\balone\b')
    AND NOT regexp_matches(regexp_replace(lower(read_code(cell)), 'not (been )?seen|^(child )?seen\W+no$', '', 'g'), '\bseen\b'), FALSE);

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
    CASE WHEN has_words(cell, '\bmul(ti\w*)?\b') OR is_one_of(cell, '(n*y){2,}n*') THEN 'Multiple'
         WHEN turns_round(cell) OR has_words(cell, 'ruled out|disab|health') THEN NULL
         WHEN has_words(cell, 'neg.*(phy|sex|sab|emo)|phy.*(neg|sex|sab|emo)|(sex|sab).*(neg|phy|emo)|emo.*(neg|phy|sex|sab)') THEN 'Multiple'
         WHEN has_words(cell, '\bneg(lect\w*)?\b') THEN 'Neglect' WHEN has_words(cell, '\bphy(s|sical\w*)?\b') THEN 'Physical abuse'
         WHEN has_words(cell, '\b(sex|sexual\w*|sab|cse)\b') THEN 'Sexual abuse'
         WHEN has_words(cell, '\bemo(t|tional\w*)?\b') THEN 'Emotional abuse' END;

-- A primary need by its code, with the same label whatever text the source writes after the code.
CREATE MACRO read_need(cell) AS CASE regexp_extract(upper(read_code(cell)), '^(N\d)($|[^0-9])', 1)
    WHEN 'N0' THEN 'N0 - Not stated' WHEN 'N1' THEN 'N1 - Abuse or neglect' WHEN 'N2' THEN 'N2 - Child''s disability or illness'
    WHEN 'N3' THEN 'N3 - Parental disability or illness' WHEN 'N4' THEN 'N4 - Family in acute stress'
    WHEN 'N5' THEN 'N5 - Family dysfunction' WHEN 'N6' THEN 'N6 - Socially unacceptable behaviour'
    WHEN 'N7' THEN 'N7 - Low income' WHEN 'N8' THEN 'N8 - Absent parenting'
    WHEN 'N9' THEN 'N9 - Cases other than children in need' END;

CREATE MACRO read_closure_reason(cell) AS CASE WHEN NOT has_words(cell, 'RC\d.*\bRC\d') THEN
    nullif(regexp_extract(upper(read_code(cell)), '^(RC[1-9])($|[^0-9])', 1), '') END;

-- A code ('C01', '3', 'XX') says nothing to somebody who has not its list.
CREATE MACRO says_code(cell) AS NOT regexp_matches(lower(read_code(cell)), '[a-z]{3}') OR is_one_of(cell, '[a-z]{0,4}\W?\d+[a-z]?|[a-z]{3}');

-- The status of a case. An authority's own words stay as they are (`says_own_status`), but not codes and words that can be two.
CREATE MACRO read_case_status(cell) AS
    CASE WHEN is_one_of(cell, 'cla|lac') THEN 'Looked after child' WHEN is_one_of(cell, 'cpp?') THEN 'Child protection plan'
         WHEN is_one_of(cell, 'cin') THEN 'Child in need plan'
         WHEN turns_round(cell) THEN NULL
         WHEN has_words(cell, '^(case |episode )?closed( case| episode)?$') THEN 'Closed episode'
         WHEN has_words(cell, 'clos|ceas|\bend|complet|\bstep|\bex\b|\bwas\b') THEN NULL
         WHEN has_words(cell, 'looked.after') THEN 'Looked after child'
         WHEN has_words(cell, '(child|cp).?protection|^protection plan|\bcp plan\b') THEN 'Child protection plan'
         WHEN has_words(cell, '\bin.need\b|\bcin plan\b') THEN 'Child in need plan'
         WHEN has_words(cell, 'assessment') THEN 'Open assessment'
         WHEN NOT says_code(cell) THEN read_code(cell) END;
CREATE MACRO says_own_status(cell) AS COALESCE(read_case_status(cell) NOT IN ('Looked after child', 'Child protection plan',
    'Child in need plan', 'Open assessment', 'Closed episode') AND NOT has_words(cell, 'care leaver|leaving care|early help'), FALSE);

-- Usual outcomes of a contact that are neither a referral, early help, advice nor no further action.
CREATE MACRO says_known_outcome(cell) AS has_words(cell, 'strategy|assess|section.?(17|47)|\bs\.?(17|47)\b|child.protection|\bcp\b|\blado\b|' ||
    '\bmash\b|referral|referred|transfer|passed (to|on)|progress(ed)? to|escalat|allocat|link(ed)? to|private fostering|targeted|universal');

-- The outcome of a contact. Codes, Yes and No, words that may mean no further action ('Closed', 'No action') and words that something
-- turns round are NULL; an authority's own words are 'other', and contradictions.py asks whether they can be believed.
CREATE MACRO read_outcome(cell) AS
    CASE WHEN says_nothing_further(cell) THEN 'no further action'
         WHEN regexp_matches(nothing_further(cell), 'NFA|' || turn_words() || '|\b(yes|true)\b') THEN NULL
         WHEN has_words(cell, 'early.?help|^eha?$') THEN 'early help'
         WHEN has_words(cell, 'referral.*\b(other|another|external|partner|universal|adults?)\b') THEN 'other'
         WHEN has_words(cell, '\breferral\b|^referral|_referral') THEN 'referral'
         WHEN has_words(cell, 'advice|information|signpost') THEN 'advice'
         WHEN says_known_outcome(cell) THEN 'other'
         WHEN regexp_matches(nothing_further(cell), 'clos|\bend(ed)?\b|complet|finish|stop|\bfiled?\b|screen|below|threshold|\blog|\bnoted?\b|' ||
              'duplicate|error|^no|^\W*$|\d{4}') OR says_code(cell) THEN NULL
         WHEN read_code(cell) IS NOT NULL THEN 'other' END;
CREATE MACRO says_own_outcome(cell) AS COALESCE(read_outcome(cell) = 'other' AND NOT says_known_outcome(cell), FALSE);

-- The name of a source of contacts without its code: '6: Police' and 'Police' are the same.
CREATE MACRO source_label(cell) AS lower(regexp_replace(read_code(cell), '^\d{1,2}[A-Fa-f]?\s*[:–-]\s*', ''));

CREATE MACRO read_case_supervision_type(cell) AS
    CASE WHEN is_one_of(cell, 'case|oversight|group|joint|reflective') THEN upper(read_text(cell)) END;
CREATE MACRO read_worker_supervision_type(cell) AS
    CASE WHEN is_one_of(cell, 'professional|personal|combined|group') THEN upper(read_text(cell)) END;
CREATE MACRO read_supervision_status(cell) AS
    CASE WHEN is_one_of(cell, 'held|cancelled|rescheduled|planned') THEN upper(read_text(cell)) END;

-- The type of meeting. Other meetings in the same system (a looked after review, a strategy discussion) are NULL, and so is what is
-- about a meeting and not one (its minutes, a request for it), or did not take place. Which one it is of several, and that it is held
-- before a birth, does not change its type.
CREATE MACRO type_of_meeting(cell) AS
    CASE WHEN turns_round(cell) OR has_words(cell, '\b(pre|prep\w*|post|minutes|notes|invit\w*|report|decision|feedback|debrief|' ||
                                                   'training|sub.?group|task|adults?|visit|call|safety|supervision)\b') THEN NULL
         WHEN has_words(cell, 'core.?gr(ou)?p|^cg$') THEN 'CORE GROUP'
         WHEN has_words(cell, '\b(lscb|lscp)\b|safeguarding.*(partnership|board)|^(the )?board( meeting)?$|children.?s trust') THEN 'BOARD'
         WHEN has_words(cell, '\b(lac|cla|cin|strategy|adoption|fostering|ehcp?|family|network|professionals?)\b|looked.after|in need|' ||
                              'early help|planning') THEN NULL
         WHEN has_words(cell, '\bicpc\b|^initial$|^initial[ _-]((child(ren.?s)?|protection|case|cp)[ _-])*(conf|cpc|' ||
                              '(child protection|cp)$)|^(child protection|cp)[ _-](case )?conference\W*initial\W*$|transfer.*conference')
              AND NOT has_words(cell, 'review|rcpc|transfer.*out') THEN 'INITIAL CONFERENCE'
         WHEN has_words(cell, '\brcpc\b|^review$|^review[ _-]((child(ren.?s)?|protection|case|cp)[ _-])*(conf|cpc)|' ||
                              '\b(child protection|cp)[ _-](case )?(plan )?(conference\W*)?review( conf\w*)?\W*\w*\W*$')
              AND NOT has_words(cell, 'initial|icpc') THEN 'REVIEW CONFERENCE' END;
CREATE MACRO read_meeting_type(cell) AS type_of_meeting(regexp_replace(lower(cell),
    '\bpre.?birth\b|\b(first|second|third|fourth|subsequent|\d+(st|nd|rd|th))\b', '', 'g'));

-- Whether a meeting is known to be of another kind than those counted here.
CREATE MACRO says_other_meeting(cell) AS COALESCE(has_words(cell, '\b(lac|cla|cin|strategy|adoption|fostering|ehcp?|pep|mash|marac|' ||
    'ta[cf]|ctm)\b|looked.after|in need|early help|professional|family|network|planning|team around|mapping|disruption|panel'), FALSE);

-- One name for an agency that people write in many ways; any other agency keeps the source's name.
CREATE MACRO read_agency(cell) AS
    CASE WHEN turns_round(cell) THEN read_code(cell)
         WHEN has_words(cell, '^gp\b|g\.p\.|\bgps?\b|general pract|family doctor') THEN 'GP'
         WHEN has_words(cell, 'probation') THEN 'Probation' WHEN has_words(cell, 'police|constabulary') THEN 'Police'
         WHEN has_words(cell, 'health visit|^hv$') THEN 'Health visiting'
         WHEN has_words(cell, 'school nurs') THEN 'School nursing'
         WHEN has_words(cell, 'adult') THEN read_code(cell) WHEN has_words(cell, 'school|academy') THEN 'School'
         WHEN has_words(cell, 'social (care|work)|^(childrens|children.s) services$|^csc$') THEN 'Social care'
         ELSE read_code(cell) END;

-- Whether an agency came. A report or apologies count as 'No'; an agency that was not invited is 'Unknown'. A text that says both
-- ("Apologies, deputy attended") has no answer.
CREATE MACRO read_attendance(cell) AS
    CASE WHEN has_words(cell, 'not (asked|invited|required)|^unknown') OR says_unknown(cell) THEN 'Unknown'
         WHEN is_one_of(cell, '(attended|attendance|present|came)\W+(no|n|false|0)') THEN 'No'
         WHEN is_one_of(cell, '(attended|attendance|present|came)\W+(yes|y|true|1)') THEN 'Yes'
         WHEN has_words(cell, 'apolog|absent|(not|n.t) attend|non.attend|not present|^dna$|report only') THEN
             CASE WHEN NOT has_words(cell, '\bno apolog|not absent|(absent|apologies|dna)\W+(no|n|false|0)$|report only\W+no$|deputy|represent|later|\byes\b')
                   AND NOT regexp_matches(regexp_replace(lower(cell), '(not|non)[- ](attended|present)', '', 'g'),
                                          '\b(attended|present|joined|came)\b') THEN 'No' END
         WHEN has_words(cell, '^attended|^present|^virtual|^remote|^in person') THEN
             CASE WHEN NOT turns_round(cell) AND NOT has_words(cell, 'invit|by report|offer') THEN 'Yes' END
         ELSE read_answer(cell) END;

-- The grade of an audit by Ofsted's four names or their numbers; until 2013 'requires improvement' was called 'adequate'.
CREATE MACRO read_grade(cell) AS
    CASE WHEN is_one_of(cell, 'outstanding|1(\.0)?') THEN 'Outstanding' WHEN is_one_of(cell, 'good|2(\.0)?') THEN 'Good'
         WHEN is_one_of(cell, 'requires improvement( to be good)?|ri|adequate|3(\.0)?') THEN 'Requires improvement'
         WHEN is_one_of(cell, 'inadequate|4(\.0)?') THEN 'Inadequate' END;

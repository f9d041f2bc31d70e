"""The code sets of Ofsted's August 2019 lists, each with how often the invented authority draws it.

The labels are the official ones (sheet Codes_used of the template); the weights are ours, chosen to look
like an English seaside town. The contact reasons and outcomes are the local extract's own.
"""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import TypeVar

Value = TypeVar("Value")
YES, NO, UNKNOWN = "a) Yes", "b) No", "c) Unknown"
MALE, FEMALE, NOT_STATED, NEITHER = "a) Male", "b) Female", "c) Not stated/recorded", "d) Neither"

ETHNICITY = (
    ("a) WBRI", 820),
    ("b) WIRI", 4),
    ("d) WOTH", 48),
    ("e) WROM", 6),
    ("f) MWBC", 12),
    ("g) MWBA", 8),
    ("h) MWAS", 12),
    ("i) MOTH", 14),
    ("j) AIND", 5),
    ("k) APKN", 7),
    ("l) ABAN", 6),
    ("m) AOTH", 8),
    ("n) BCRB", 2),
    ("o) BAFR", 9),
    ("p) BOTH", 3),
    ("q) CHNE", 3),
    ("r) OOTH", 11),
    ("s) REFU", 8),
    ("s) NOBT", 24),
    (None, 10),
)
DISABILITY = ((NO, 865), (YES, 80), (UNKNOWN, 40), (None, 15))

SOURCES = (
    ("a) 1A: Individual", 50),
    ("b) 1B: Individual", 25),
    ("c) 1C: Individual", 15),
    ("d) 1D: Individual", 15),
    ("e) 2A: Schools", 190),
    ("f) 2B: Education services", 20),
    ("g) 3A: Health services", 20),
    ("h) 3B: Health services", 30),
    ("i) 3C: Health services", 10),
    ("j) 3D: Health services", 25),
    ("k) 3E: Health services", 45),
    ("l) 3F: Health services", 25),
    ("m) 4: Housing", 20),
    ("n) 5A: LA services", 75),
    ("o) 5B: LA services", 40),
    ("p) 5C: LA services", 25),
    ("q) 6: Police", 225),
    ("r) 7: Other legal agency", 55),
    ("s) 8: Other", 50),
    ("t) 9: Anonymous", 25),
    ("u) 10: Unknown", 10),
)
POLICE = "q) 6: Police"

DOMESTIC_ABUSE, EXPLOITATION = "Domestic abuse", "Exploitation"
REASONS = (
    (DOMESTIC_ABUSE, 300),
    ("Neglect", 180),
    ("Physical abuse", 95),
    ("Emotional abuse", 75),
    ("Sexual abuse", 45),
    ("Parental mental health", 90),
    ("Parental substance misuse", 75),
    ("Child behaviour", 60),
    (EXPLOITATION, 50),
    ("Child disability", 30),
)

NO_FURTHER_ACTION, REFERRAL, EARLY_HELP, ADVICE = "NFA", "REFERRAL", "EARLY HELP", "ADVICE"

ABUSE, OTHER_NEED = "N1 - Abuse or neglect", "N4 - Family in acute stress"
NEED = {
    "Child behaviour": "N6 - Socially unacceptable behaviour",
    "Child disability": "N2 - Child’s disability",
    "Parental mental health": "N3 - Parental disability or illness",
    "Parental substance misuse": "N5 - Family dysfunction",
}

NEGLECT, PHYSICAL, SEXUAL = "a) Neglect", "b) Physical abuse", "c) Sexual abuse"
EMOTIONAL, MULTIPLE = "d) Emotional abuse", "e) Multiple/not recommended"
CATEGORY = {
    "Physical abuse": PHYSICAL,
    "Sexual abuse": SEXUAL,
    DOMESTIC_ABUSE: EMOTIONAL,
    "Emotional abuse": EMOTIONAL,
}

RC1, RC3, RC4 = "RC1 - Adopted", "RC3 - Child arrangements order", "RC4 - Special guardianship order"
RC5 = "RC5 - Transferred to services of another local authority"
RC6 = "RC6 - Transferred to adult social care services"
RC7 = "RC7 - Services ceased for any other reason, including child no longer in need"
RC8 = "RC8 - Case closed after assessment, no further action"
RC9 = "RC9 - Case closed after assessment, referred to early help"
RC9_FROM = date(2022, 4, 1).toordinal()  # the census year that brought RC9
CLOSURE = ((RC7, 920), (RC5, 55), (RC3, 25))
CARE_CLOSURE = ((RC7, 35), (RC4, 35), (RC3, 20), (RC1, 10))

LOOKED_AFTER, ON_PLAN, IN_NEED = "a) Looked after child", "b) Child Protection plan", "c) Child in need plan"
OPEN_ASSESSMENT, CLOSED = "d) Open assessment", "e) Closed episode"

ORGANISATIONS = (
    ("Family Hub North", 22),
    ("Family Hub Central", 26),
    ("Family Hub South", 22),
    ("Primary school", 14),
    ("Secondary school", 9),
    ("Health visiting", 7),
)


def draw(chance: Random, table: Sequence[tuple[Value, int]]) -> Value:
    """One value of a table of (value, weight) pairs, drawn by a source of chance."""
    point = chance.random() * sum(weight for _, weight in table)
    for value, weight in table:
        point -= weight
        if point < 0:
            return value
    return table[-1][0]

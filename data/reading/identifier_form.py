"""Judges the text of an identifier (of a child, a worker or a record): what a spreadsheet or a system has made of it.

A text is repaired only where one reading is certain, such as 123.0 for 123; what is no identifier is refused with the reason.
"""

import re
from typing import NamedTuple

from data.reading import date_form

FIGURES = 15  # a spreadsheet keeps so many figures of a number and writes 0 for the others
PLAIN = r"[A-Za-z]{0,4}[0-9]{1,15}"  # nothing to judge, unless it is UNPLAIN
UNPLAIN = r"0+|9{4,}|[A-Za-z]{0,4}0+|[0-9]+[Ee][0-9]+"
SCIENTIFIC = re.compile(r"[+-]?(\d+[.,]\d+e[+-]?\d{1,3}|\d+e[+-]\d{1,3}|\de\d\d)")
MONTH = "(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)"
WRITTEN_AS_DATE = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}([ t].*)?|\d{1,2}([-/.])\d{1,2}\3(\d{4}|\d\d)([ t].*)?")
PART_OF_DATE = re.compile(
    rf"\d{{1,2}}[- /.]{MONTH}([- /.,]*(\d{{4}}|\d\d))?|{MONTH}[- /.]\d{{1,4}}(,? \d{{4}})?|\d{{1,2}}{MONTH}(\d{{4}}|\d\d)"
)
WORDS = re.compile(
    "(un)?known|unk|uk|n\\.?[/ ]?a\\.?|none|null|nil|nan|nat|missing|blank|empty|pending|tb[acd]|tests?( .*)?|dummy|temp(orary)?|"
    "sample|example|placeholder|default|undefined|invalid|error|not? (known|recorded|stated|available|applicable|given|entered|"
    "yet.*|found|id|number|data|value)|no|yes|true|false|to (be|follow).*|unborn|unassigned|unallocated|anonymous|various|"
    "multiple|other|same|see .*|as above|total|id|child ?id|x{2,}|z{2,}|9{4,}|0+"
)
SEVERAL_WORDS = re.compile(r"[^\W\d_]{2,}([ ,.'-]+[^\W\d_]{2,})+")  # a name or an answer without any figure
LETTERS = ("y", "n")  # yes and no where most of a column is one of them; otherwise a letter may be an identifier
OF_A_SPREADSHEET = re.compile(r"=.*|#([a-z]+[!?]|n/a|div/0!)")
NEGATIVE_OR_PART = re.compile(r"-\d+|0?[.,]\d+")  # 0.8 is a part of a full-time post
FORMULA = "a formula or an error of a spreadsheet"
NO_IDENTIFIER = "a word or number that stands for no identifier"
RUINED, CUT = "in scientific notation", "cut after fifteen figures"
WHOLE_LIST = (RUINED, CUT)  # one such cell shows that other identifiers of the list may have lost figures as well


class Judged(NamedTuple):
    """An identifier as it counts (None if refused), and what was done: the repair, or the reason for the refusal."""

    text: str | None
    what: str = ""


def judge(cell: str) -> Judged:
    """The identifier of a filled cell: as it is, repaired, or refused."""
    bare = re.sub(r'^=("(.*?)"?|\d+)$', lambda found: found[2] or found[1], cell.strip()).strip("\"'`‘’“” \u00a0\t")
    repaired = "quotation marks or spaces around it" if bare != cell else ""
    if re.fullmatch(r"\d+\.(0{1,2}|0{4,})", bare):  # 1.000 may be a thousand
        bare, repaired = bare.split(".")[0], "a decimal point and zeros after it"
    elif re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", bare):
        bare, repaired = bare.replace(",", ""), "commas between its figures"
    why = _refusal(bare.casefold())
    return Judged(None, why) if why else Judged(bare, repaired)


def is_cut(text: str) -> bool:
    """Whether it is a number of more than fifteen figures with zeros for all after them, as a spreadsheet cuts it."""
    return text.isdigit() and len(text) > FIGURES and not text[FIGURES:].strip("0")


def _refusal(bare: str) -> str:
    if SCIENTIFIC.fullmatch(bare):
        return RUINED
    if not re.search(r"[^\W_]", bare):
        return "no letter or figure"
    if PART_OF_DATE.fullmatch(bare) or _is_day(bare):
        return "a date"
    if OF_A_SPREADSHEET.fullmatch(bare):
        return FORMULA
    if NEGATIVE_OR_PART.fullmatch(bare) or SEVERAL_WORDS.fullmatch(bare) or WORDS.fullmatch(bare.strip("()[]<>{}#*.?!-_ ")):
        return NO_IDENTIFIER
    return ""


def _is_day(bare: str) -> bool:
    """Whether it is written as a day, perhaps one that no month has, such as 31/02/2026; 12-34-56 is none."""
    if not WRITTEN_AS_DATE.fullmatch(bare):
        return False
    first, second, third = re.findall(r"\d+", bare)[:3]
    year, *others = (first, second, third) if len(first) == 4 else (third, first, second)
    small, large = sorted(map(int, others))
    could_be = 1 <= small <= 12 and large <= 31 and (len(year) == 2 or 1900 <= int(year) < 2100)
    return could_be or date_form.of(bare).kind != "unread"

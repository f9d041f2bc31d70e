"""Whether a thing is getting better, in plain words: what the limits of our own quarters say, or why they say nothing.

Where our numbers are rounded, no change in them is no proof of none, and that is what is said.
"""

import polars as pl

from indicators.comparing.row_types import Standing
from indicators.judging import reasons
from indicators.row_types import Figure
from indicators.wording import looked_at, verdicts, words

UNKNOWN = "unknown"
COARSE = "coarse"  # no change shows in rounded numbers, which may hide one
AS_USUAL = "There is no clear change. Our latest numbers are as usual."
TOO_COARSE = "We see no clear change. But our numbers are rounded, and that may be too coarse to show one."
NO_TEST = "We have no test for this kind of number, so we cannot tell a real change from chance here."


def lately(quarters: pl.DataFrame, standing: Standing | None, history: int = 0) -> tuple[str, str]:
    """(worse, better, neither, usual, coarse or unknown; the sentence) of our own quarters, and of published years that move."""
    if quarters.is_empty():
        return UNKNOWN, f"We have no numbers of our own here yet. {_years(standing)}".strip()
    way, told = _told(words.rows_of_one(quarters), *words.verdict(quarters), history)
    return way, f"{told} {_years(standing)}".strip()


def _told(rows: list[Figure], mark: str, said: str, history: int) -> tuple[str, str]:
    run = words.present_run(rows)
    if run and mark != words.ABSENT:
        return run[-1].judgement or "usual", _changed(run[-1].judgement, said)  # moving, and not past the usual level
    if mark == words.USUAL:
        return (COARSE, TOO_COARSE) if reasons.rounded(rows[-1]) else ("usual", AS_USUAL)
    if said == words.COARSE:
        return COARSE, TOO_COARSE
    return UNKNOWN, _not_told(rows, mark, said, history)


def _changed(way: str | None, said: str) -> str:
    judged = {"worse": "It looks worse than before.", "better": "It looks better than before.", None: "It is on the move."}
    good = judged.get(way, "It is not as before.")
    return f"{good} Our own number has been {_lower(said)}.{' That may be good or bad.' if way == 'neither' else ''}"


def _not_told(rows: list[Figure], mark: str, said: str, history: int) -> str:
    """Why a change cannot be told from chance, and until when."""
    if mark == words.ABSENT:
        return f"We cannot tell, for our latest number is {_lower(said)}."
    if said == words.TOO_FEW:
        held = f"We have {looked_at.so_far(rows)} we need."
        return f"We cannot yet tell a real change from chance here. {held}{looked_at.until(rows, history)}"
    return NO_TEST


def _years(standing: Standing | None) -> str:
    """Five published years, if they clearly rose or fell."""
    way = {"rising": "gone up", "falling": "gone down"}.get((standing and standing["trend"]) or "")
    if standing is None or way is None:
        return ""
    return f"Over five years, to {verdicts.year_of(standing)}, it has clearly {way}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]

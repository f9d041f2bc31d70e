"""A comparison in sentences: the rank among neighbours, the funnel, the quarter of England, the change over years.

Every function takes a `Standing` of `neighbours.standing`. A rank comes with the range of ranks that chance allows, and an
authority is called higher or lower only where it lies outside the funnel. With `analyst` false a sentence leaves out φ, the
percentages of the limits and the letter of a band, and explains the funnel.
"""

from indicators.comparing import comparison
from indicators.comparing.row_types import Area, Standing
from indicators.wording import words
from queries.definitions.national_series import AVERAGE, PERCENTAGE, RATE

QUARTERS = {1: "the lowest quarter", 2: "the second lowest quarter", 3: "the second highest quarter", 4: "the highest quarter"}
BANDS = {"A": "the best quarter", "B": "the second best quarter", "C": "the second worst quarter", "D": "the worst quarter"}
NO_FUNNEL = (
    "There is no funnel: a funnel needs a percentage and the numbers of children behind it, and this series is published "
    "without them."
)
OF_UNIT = {
    RATE: "There is no funnel for a rate: its limits are made for percentages, where each child counts once, and here a child "
    "may count more than once.",
    AVERAGE: "There is no funnel for an average: the spread of the figures behind it is not published.",
}
NEIGHBOURS = "statistical neighbours"
RECORDED = "the figure is recorded differently here, so it is not comparable"
UNSURE = "It cannot be ranked with confidence"
SIZE = "numbers are not compared between authorities of different size, because a larger authority has more children"
NEW = "this is the authority's {} year, so its records do not cover the earlier years that the figure needs: it is not comparable"
WHY = {comparison.NOT_COMPARABLE: RECORDED, comparison.SIZE: SIZE} | {
    note: NEW.format(which) for note, which in zip(comparison.FIRST_YEARS, comparison.YEARS_OF_NEW, strict=True)
}
LEFT_OUT = (comparison.NOT_COMPARABLE, *comparison.FIRST_YEARS)
NO_TREND = "only percentages, where each child counts once, are tested for a trend"
LIES = {1: "above the 95% limit", 2: "above the 99.8% limit", 0: "within the limits",
        -1: "below the 95% limit", -2: "below the 99.8% limit"}
LIMIT = {1: "95%", 2: "99.8%"}
FUNNEL_IS = (
    "The funnel plots the figure of each authority against the number of children it counted. With more children, chance moves a "
    "figure less, so the limits are closer."
)


def ordinal(place: int) -> str:
    """'1st', '2nd', '11th', '23rd'."""
    return f"{place}{'th' if place % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def year_of(standing: Standing) -> str:
    """The financial year of a standing: '2024–25'; empty where no year is published."""
    return "" if standing["year"] is None else words.financial_year(standing["year"])


def place(standing: Standing, among: str = NEIGHBOURS) -> str:
    """'8th of 11 among {among}, where 1st is lowest; by chance alone it could be 5th to 10th.'

    Without published counts chance cannot be measured, so the sentence gives a reason in place of a rank. `among` names the
    group.
    """
    if standing["rank"] is None and alone(standing):
        return f"Not ranked among {among}: {alone(standing)}."
    if standing["rank"] is None:
        why = WHY.get(standing["note"]) or f"the figure is {words.symbol(standing['own_symbol'])}"
        return f"Not ranked among {among} and not in the funnel: {why}."
    low, high = standing["rank_lower"], standing["rank_upper"]
    if low is None or high is None:
        return _unsure(standing, among)
    said = f"{ordinal(standing['rank'])} of {standing['ranked']} among {among}, where 1st is lowest"
    if low == high:
        return f"{said}; chance alone would not move it."
    return f"{said}; by chance alone it could be {ordinal(low)} to {ordinal(high)}."


def alone(standing: Standing) -> str:
    """Why a comparable figure has no rank: 'only 1 of the 10 has a figure ...'; empty where enough neighbours have one."""
    own, known = standing.get("own"), standing.get("neighbours_known")
    others = (known or 0) >= comparison.GROUP
    if own is None or standing["own_symbol"] or standing["note"] or standing["rank"] is not None or others:
        return ""
    listed = standing["neighbours_listed"]
    if not listed:
        return "there are none"
    return f"{f'only {known}' if known else 'none'} of the {listed} has a figure, which is too few to rank"


def no_neighbours(name: str, model: str, knowing: list[str]) -> str:
    """Why an authority has no statistical neighbours under a model, and the first model in `knowing` that lists some for it.

    'The model of April 2021 does not include Cumberland, so Cumberland has no statistical neighbours. The model of May ...'
    """
    other = [f"The model of {each} does." for each in knowing if each != model][:1]
    said = f"The model of {model} does not include {name}, so {name} has no statistical neighbours."
    return " ".join([said, *(other or ["The other models do not include it either."])])


def _unsure(standing: Standing, among: str) -> str:
    if standing["own_lower"] is not None:
        whose = "a neighbour's figure" if among == NEIGHBOURS else "one of their figures"
        return f"{UNSURE} among {among}: the counts behind {whose} are not published."
    average = "the spread of the figures behind an average is not published"
    why = average if standing["unit"] == AVERAGE else "the counts behind the figure are not published"
    return f"{UNSURE}, among {among} or in England: {why}."


def in_brief(standing: Standing, shown_as: str, decimals: int = 1) -> str:
    """'2024–25: 24.1%, 7th of 11 (6th–9th) among statistical neighbours, 1st is lowest; median 22.2%', or why it has no rank.

    The figure is the published one, because the figure on a tile may be of a month. The 95% interval of the rank is in brackets.
    """
    if standing["year"] is None:
        return "No published figure to compare with"
    own, median = standing["own"], standing["neighbours_median"]
    said = [words.amount(own, shown_as, decimals)] if own is not None else []
    known = f"; median {words.amount(median, shown_as)}" if median is not None else ""
    return f"{words.financial_year(standing['year'])}: {', '.join([*said, _place_in_brief(standing)])}{known}"


def _place_in_brief(standing: Standing) -> str:
    low, high = standing["rank_lower"], standing["rank_upper"]
    if standing["rank"] is None:
        symbol = words.symbol(standing["own_symbol"]) if standing["own_symbol"] else None
        why = alone(standing) or standing["note"] or symbol
        return f"not ranked among {NEIGHBOURS}{f' ({why})' if why else ''}"
    if low is None or high is None:
        return f"not ranked with confidence among {NEIGHBOURS} (counts not published)"
    could_be = "" if low == high else f" ({ordinal(low)}–{ordinal(high)})"
    return f"{ordinal(standing['rank'])} of {standing['ranked']}{could_be} among {NEIGHBOURS}, 1st is lowest"


def against_all(standing: Standing, analyst: bool = True) -> str:
    """Whether an authority is higher, lower or not clearly different from all authorities together; empty outside a funnel."""
    if standing["outside"] is None:
        return ""
    centre, code = words.amount(standing["centre"], "percentage"), standing["outside"]
    allowing = "allowing for how much authorities differ"
    if code == 0:
        return f"Not clearly different from all authorities together ({centre}){', ' + allowing if standing['phi'] else ''}."
    way, even = "Higher" if code > 0 else "Lower", f", even {allowing}" if standing["phi"] else ""
    how_far = f"beyond the {LIMIT[abs(code)]} limit" if analyst else "outside the limits"
    return f"{way} than all authorities together ({centre}){even}: {how_far} of the funnel."


def quarter(standing: Standing, polarity: str, analyst: bool = True) -> str:
    """'121st lowest of 153 authorities in England, in the highest quarter; …' and what its band means; empty without counts."""
    if standing["national_rank"] is None or standing["quarter"] is None or standing["own_lower"] is None:
        return ""
    rank = "" if standing["national_rank"] == 1 else f"{ordinal(standing['national_rank'])} "
    said = f"{words.capital(rank + 'lowest')} of {standing['national_ranked']} authorities in England"
    said += f", in {QUARTERS[standing['quarter']]}"
    if standing["band"] is None:
        return f"{said}; as neither high nor low is good in itself, that is neither a good nor a bad place."
    band = standing["band"]
    letter = f" (the department's band {band})" if analyst else ""
    return f"{said}; as {words.DIRECTIONS[polarity]}, that is {BANDS[band]}{letter}."


def over_years(standing: Standing) -> str:
    """'Falling over the five years to 2024–25.', or that there is no clear trend, or why there is no answer."""
    year = year_of(standing)
    to = f"over the five years to {year}" if year else "over five years"
    if standing["trend"] is None:
        counts = "not every one of them has a figure with its counts" if standing["unit"] == PERCENTAGE else NO_TREND
        why = WHY.get(standing["note"]) or standing.get("too_new") or counts
        return f"Whether it rises or falls {to} cannot be said: {why}."
    said = {"rising": "Rising", "falling": "Falling", "none": "No clear trend"}[standing["trend"]]
    return f"{said} {to}."


def since_last_year(standing: Standing, decimals: int = 1) -> str:
    """'4.1 points higher than the year before (95% interval 1.8 to 6.4 points).'; empty without two years of counts."""
    lower, upper = standing["change_lower"], standing["change_upper"]
    if standing["change"] is None or lower is None or upper is None:
        return ""
    ends = [words.number(end, decimals) for end in (lower, upper)]
    interval = f"95% interval {ends[0].replace('-', '−')} to {ends[1].replace('-', '−')} points"
    if lower <= 0 <= upper:
        return f"No clear change from the year before ({interval})."
    points = words.number(abs(standing["change"]), decimals)
    way = "higher" if standing["change"] > 0 else "lower"
    return f"{points} {'point' if points == '1' else 'points'} {way} than the year before ({interval})."


def beyond(standing: Standing) -> str:
    """The two pairs of funnel limits, and why an authority outside them need not be exceptional."""
    said = "The dashed lines are 95% limits, the solid ones 99.8%. An authority may lie beyond them without being exceptional"
    if standing["phi"] is None:
        return f"{said}, by chance."
    return (
        f"{said}: the difference between authorities is measured with the outermost tenth at each end pulled in, so that a few "
        "extreme authorities do not widen the limits."
    )


def without(areas: list[Area]) -> str:
    """The authorities without a comparable figure in a year, each with the reason; empty if every one has a figure.

    'Without a figure to compare: Torbay (hidden to protect children). Missing figures are left out ...'
    """
    left = [row for row in areas if row.value is None or row.note in LEFT_OUT]
    said = ", ".join(f"{row.area_name} ({_why(row)})" for row in left)
    return f"Without a figure to compare: {said}. Missing figures are left out of median, mean, rank and funnel." if said else ""


def _why(row: Area) -> str:
    return words.symbol(row.symbol) if row.value is None else (row.note or "").removeprefix("not comparable: ")


def limits(standing: Standing, analyst: bool = True) -> str:
    """What the funnel's limits allow for, or why there is no funnel; with `analyst` false also what a funnel is."""
    if standing["centre"] is None:
        return OF_UNIT.get(standing["unit"], NO_FUNNEL)
    first = "" if analyst else f"{FUNNEL_IS} "
    if standing["phi"] is None or standing["between"] is None:
        return f"{first}Authorities differ by no more than chance, so the limits show chance alone."
    points = words.number(standing["between"])
    if not analyst:
        return f"{first}Authorities differ by more than chance, about {points} points either way. The limits allow for that."
    return (
        f"Authorities differ by more than chance (φ = {words.number(standing['phi'], 0 if standing['phi'] >= 10 else 1)}; "
        f"about {points} percentage points either way), so the limits allow for that."
    )


def lies(outside: int | None) -> str:
    """The place of an authority in the funnel, for a cell: 'Above the 95% limit', 'Within the limits'; empty for None."""
    return words.capital(LIES.get(outside, ""))

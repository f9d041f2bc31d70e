"""The national series that authorities publish, and the unit of each: the one place that says so.

An indicator's header names one of them in `published`. The units are those of a header's `shown_as`, so that a figure of
our own and the published one beside it are always of the same kind.
"""

PERCENTAGE, RATE, NUMBER, AVERAGE = "percentage", "rate per 10,000", "number", "average"

UNITS = {
    "referrals": NUMBER,
    "referrals_per_10000": RATE,
    "re_referral_percent": PERCENTAGE,
    "re_referral_child_percent": PERCENTAGE,
    "no_further_action_percent": PERCENTAGE,
    "not_in_need_percent": PERCENTAGE,
    "assessment_45_days_percent": PERCENTAGE,
    "children_in_need_per_10000": RATE,
    "section_47": NUMBER,
    "section_47_per_10000": RATE,
    "conferences": NUMBER,
    "conference_15_days_percent": PERCENTAGE,
    "plans_started": NUMBER,
    "subsequent_plan_percent": PERCENTAGE,
    "plans_at_31_march": NUMBER,
    "plans_per_10000": RATE,
    "plans_two_years_percent": PERCENTAGE,
    "reviews_on_time_percent": PERCENTAGE,
    "plans_ended": NUMBER,
    "plans_ended_within_3_months_percent": PERCENTAGE,
    "plans_ended_two_years_percent": PERCENTAGE,
    "caseload": AVERAGE,
}

# How many published years of an authority that was made anew are not comparable, because the series looks back and the new
# authority's own records may not reach so far. A re-referral follows an earlier referral within 12 months: one year. A plan that
# is two years old at 31 March began before the authority did, until its third year; of plans that ended, those of two years are
# all in view from its fourth. A second plan follows one at any time before, but most authorities took their predecessor's number
# of plans over (28.0% in Cumberland's first year, 27.6% in its second), so only the first year is in doubt. No other looks back.
LOOKS_BACK = {
    "re_referral_percent": 1,
    "re_referral_child_percent": 1,
    "subsequent_plan_percent": 1,
    "plans_two_years_percent": 2,
    "plans_ended_two_years_percent": 3,
}

HAPPENED = ("referrals_per_10000", "section_47_per_10000")  # rates of what happened in a year: no month compares with them


def unit(series: str | None) -> str | None:
    """The unit of a national series, as `shown_as` spells it; None for none or an unknown one."""
    return UNITS.get(series)

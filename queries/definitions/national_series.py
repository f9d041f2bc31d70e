"""The national series that authorities publish, with their units.

An indicator's header names one of them in `published`. The units are values of a header's `shown_as`, so our own figure and the
published figure always have the same unit.
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

# A new authority's first published years that are not comparable, because the series looks back further than its own records.
# A re-referral follows an earlier referral within 12 months: one year. A plan that is two years old at 31 March began before the
# authority did, until its third year; plans that ended after two years are complete from its fourth. A second plan follows one at
# any earlier time, but most authorities took over their predecessor's number of plans (28.0% in Cumberland's first year, 27.6% in
# its second), so only the first year is uncertain. The other series do not look back.
LOOKS_BACK = {
    "re_referral_percent": 1,
    "re_referral_child_percent": 1,
    "subsequent_plan_percent": 1,
    "plans_two_years_percent": 2,
    "plans_ended_two_years_percent": 3,
}

HAPPENED = ("referrals_per_10000", "section_47_per_10000")  # rates of a year, not comparable with a month's


def unit(series: str | None) -> str | None:
    """The unit of a national series, as in `shown_as`; None for an unknown series or None."""
    return UNITS.get(series)

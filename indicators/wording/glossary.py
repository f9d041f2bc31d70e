"""Indicators and terms of the field in everyday words, for councillors and the public.

A `Thing` is an indicator in these words. `public` makes its sentences by putting the numbers in.
"""

from dataclasses import dataclass

STAGES = {
    "front_door": "When someone is worried about a child",
    "assessment": "Finding out what a child needs",
    "child_protection": "Keeping children safe",
    "workforce": "The people who do the work",
}


@dataclass(frozen=True)
class Thing:
    """One indicator in plain words.

    `name` is its title, `of` the noun of the denominator and `did` the verb of the numerator ('referrals', 'came within a year
    of an earlier one'). A rate has only `of`; the `did` of an average has a place for the number. `means` explains the number
    and `not_means` its limits; `ask` are two questions for members.
    """

    id: str
    name: str
    of: str
    did: str
    means: str
    not_means: str
    ask: tuple[str, str]


THINGS = (
    Thing(
        "referral_rate", "Referrals for each child who lives here", "referrals", "",
        "A referral is a request to help a child or keep a child safe. We divide their number by the number of children here.",
        "More referrals can mean more need, or that people know where to turn. It is not a mark for good or bad work.",
        ("Who sends us most of the referrals, and has that changed?", "Do families get help early, before a referral is needed?"),
    ),
    Thing(
        "re_referrals", "Children who are referred again", "referrals", "came within a year of an earlier one",
        "A child who comes back within a year may not have had the right help the first time.",
        "Some come back because something new has gone wrong. It does not show who made a mistake.",
        ("Who looked at why these children came back?", "What help had they been given before?"),
    ),
    Thing(
        "no_further_action_at_referral", "Referrals closed at once", "referrals", "were closed with no action",
        "These were closed when first read, without a closer look at what the child might need.",
        "Some referrals need no action. A high number may mean that children are turned away, a low one that all are let in.",
        ("Who checks that it was right to close them?", "How many of these children came back later?"),
    ),
    Thing(
        "assessments_on_time", "Assessments done in time", "assessments", "were done in time",
        "An assessment finds out what a child needs. It may take up to 45 working days, which is about nine weeks.",
        "It does not show how good the assessments were. Those that are still open are not in it.",
        ("How long have the children waited whose assessment is late?", "Who reads some of them to see if they are good?"),
    ),
    Thing(
        "no_further_action_after_assessment", "Closed after an assessment", "referrals",
        "were closed after an assessment, with no need for social care found",
        "We asked a family many questions, and then found that they did not need a social worker.",
        "Some must end like this. A high number may mean too many families are asked, a low one that few are.",
        ("What other help are these families told about?", "How many of them come back within half a year?"),
    ),
    Thing(
        "section_47_enquiries", "Enquiries into whether a child is at risk", "enquiries", "",
        "When we fear that a child may come to harm, we must find out. That is an enquiry.",
        "Many may mean more risk, or that we act too fast. Few may mean less risk, or that we miss it.",
        ("How many of them find that the child is at risk?", "What do families say about how it was done?"),
    ),
    Thing(
        "conferences_on_time", "First child protection meetings held in time", "first meetings", "were held in time",
        "After an enquiry, all who know the child meet to agree what to do. It should take no more than 15 working days.",
        "It does not show who came to the meeting, or what was agreed.",
        ("Why were the late meetings late?", "Who kept these children safe while they waited?"),
    ),
    Thing(
        "children_on_plans_rate", "Children on a child protection plan", "children on a plan", "",
        "A plan says what must change so that a child is safe, and who will do what.",
        "High may mean more children at risk, or more care taken. Low may mean fewer at risk, or some not seen.",
        ("Do the police, schools and doctors agree on who needs a plan?", "What help is there before things get so bad?"),
    ),
    Thing(
        "second_or_subsequent_plans", "Children back on a plan", "new plans", "were for a child who had been on a plan before",
        "These children were once thought to be safe. Then they were at risk again.",
        "A low number is not always good: some who need a plan again may not get one. A few large families can move it.",
        ("What was the help like after the first plan came to an end?", "Was the first plan ended too soon?"),
    ),
    Thing(
        "plans_two_years_or_more", "Children on a plan for two years or more", "children on a plan",
        "had been on it for two years or more",
        "Two years is a long time for a child. If the child is still not safe, the plan may not be working.",
        "There are few such children, so one family can move this number.",
        ("What else has been tried for these children?", "Has a lawyer looked at what else could be done?"),
    ),
    Thing(
        "reviews_on_time", "Plans checked in time", "children on a plan", "had each check of their plan in time",
        "Those who know the child meet to see if the plan works: after three months, and then each half year.",
        "It does not show if the plan made the child safer. One late check counts until the plan ends.",
        ("Why were checks late?", "Do the children and their parents get a say when the plan is checked?"),
    ),
    Thing(
        "visits_on_time", "Children on a plan seen in time", "children on a plan", "had been seen in time",
        "A plan can only keep a child safe if someone goes to see the child.",
        "It does not show if the child could talk alone, or what came of it. Each council sets its own time.",
        ("Which children have not been seen for longest, and why?", "Are the children seen on their own?"),
    ),
    Thing(
        "worker_supervision_on_time", "Social workers with supervision in time", "social workers", "had had supervision in time",
        "Supervision is when a worker and a manager talk over the children they help. It is where drift comes to light.",
        "It does not show how good the talk was. No other council shares this number, so we can only look at our own past.",
        ("Which teams go without, and why?", "How do managers know that the talks help?"),
    ),
    Thing(
        "children_per_worker", "Children for each social worker", "social workers", "had {} children each",
        "A worker with too many children has less time for each.",
        "It is a mean: some have more and some have less. Part-time workers count as one, so we do not compare it.",
        ("Who has the most children, and are they coping?", "How long do jobs stay empty?"),
    ),
)

TERMS = {
    "Assessment": "A social worker meets the child and the family and finds out what help they need.",
    "By chance": "Numbers go up and down each year, even when nothing has changed. We say that two numbers differ only if "
    "chance would seldom do that.",
    "Child protection plan": "A plan for a child who is at risk of harm. It says what must change and who will do what. Here it "
    "is often called just a plan.",
    "Clearly": "All the places that chance might give us lie in one half of the list. We work this out as if each child came "
    "alone. Brothers and sisters come together, so it can be wrong now and then.",
    "Closed": "We have stopped work on it.",
    "Council": "Each place in England where one council runs the help for children. Most reports call it a local authority.",
    "Enquiry": "When we fear that a child may be harmed, the law says we must find out. Reports call it a section 47 enquiry.",
    "First child protection meeting": "All who know the child meet and choose if a plan is needed. Reports call it an initial "
    "child protection conference.",
    "Mean": "All added up, then shared out evenly.",
    "Middle": "Put them in order, from low to high. The middle of ten is half-way between the fifth and the sixth. "
    "Reports call it the median.",
    "Places like us": "The councils in England that are most like this one, by wealth, work and homes. The government picks ten "
    "for nearly every council. Reports call them statistical neighbours.",
    "Referral": "Someone asks us to help a child, or tells us of a worry: a school, a doctor, the police or the family.",
    "Social worker": "A trained person whose job is to help children and families, and to keep children safe.",
    "Supervision": "A worker and a manager sit down and talk over the work.",
    "Usual": "What we would expect from our own past, with room for chance.",
    "Working days": "Monday to Friday, without bank holidays.",
    "Year": "From 1 April to 31 March. The year 2024–25 came to an end on 31 March 2025.",
}

"""What the invented authority is told before it lives: its size, how long it is watched, what is planted.

Everything is drawn from the seed, through a stream of its own for each subject, so that a change to one
subject does not disturb the others. No authority in England has this name.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from . import dates

NAME = "Saltmere"
BORROWS = 890  # the authority whose population, neighbours and published figures stand in for ours
TARGETS = {"worker_supervision_on_time": 90, "case_supervision_on_time": 90, "re_referrals": 20}  # percent
SUMMER = (7, 8)  # months in which more contacts are closed with no further action
FILE_YEARS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
BURN_IN_MONTHS = 60  # lived before the first extract looks back, so that its first window is like any other
EARLIEST, LATEST = date(2016, 12, 31), date(2040, 12, 31)

DUTY, DOMESTIC_ABUSE, EXPLOITATION = "Duty and Assessment", "Domestic Abuse", "Exploitation"
LOCALITIES = ("Locality North", "Locality Central", "Locality South")
STANDARD_DAYS = 31


class BadOption(ValueError):
    """An option the invented authority cannot be written with; the message says which and what is allowed."""


@dataclass(frozen=True)
class Settings:
    """The options of one run, checked; `until` is a month's last day, `children` the number aged 0 to 19."""

    until: date = date(2026, 10, 31)
    years: int = 6
    seed: int = 2012
    children: int = 33_000

    def __post_init__(self) -> None:
        if not isinstance(self.until, date) or not EARLIEST <= self.until <= LATEST:
            raise BadOption(f"until must be a date from {EARLIEST} to {LATEST}, not {self.until!r}.")
        if dates.month_end(self.end) != self.end:
            raise BadOption(f"until must be the last day of a month, such as 2026-10-31, not {self.until}.")
        if self.years not in FILE_YEARS:
            raise BadOption(f"years must be a whole number from 1 to {FILE_YEARS[-1]}, not {self.years!r}.")
        if not isinstance(self.seed, int) or isinstance(self.seed, bool):
            raise BadOption(f"seed must be a whole number, not {self.seed!r}.")
        if not isinstance(self.children, int) or not 1_000 <= self.children <= 500_000:
            raise BadOption(f"children must be a whole number from 1,000 to 500,000, not {self.children!r}.")

    @cached_property
    def end(self) -> int:
        """The last extract's day, as an ordinal."""
        return self.until.toordinal()

    @cached_property
    def extract_days(self) -> list[int]:
        """The last day of every month in the years, as ordinals, oldest first."""
        first = dates.month_start(self.end)
        return [dates.month_end(dates.add_months(first, -back)) for back in reversed(range(12 * self.years))]

    @cached_property
    def history_start(self) -> int:
        """The first day the first extract looks back to, as an ordinal."""
        return window_start(self.extract_days[0])

    @cached_property
    def life_start(self) -> int:
        """The first day lived, as an ordinal."""
        return dates.add_months(self.history_start, -BURN_IN_MONTHS)

    @cached_property
    def size(self) -> float:
        """How large the authority is beside one of 33,000 children."""
        return self.children / 33_000

    def planted_from(self, months: int) -> int:
        """The first day of a truth planted some months before the end; sooner in a run under three years."""
        months = months if self.years >= 3 else max(2, round(months * self.years / 3))
        return dates.add_months(dates.month_start(self.end), 1 - months)

    @cached_property
    def no_further_action_step(self) -> int:
        """The day from which referrals are closed with no further action about twice as often."""
        return self.planted_from(18)

    @cached_property
    def case_gap_from(self) -> int:
        """The day from which one locality's children are discussed in supervision less often."""
        return self.planted_from(14)

    @cached_property
    def worker_gap_from(self) -> int:
        """The day from which duty and assessment workers are supervised less often."""
        return self.planted_from(10)

    @cached_property
    def core_group_from(self) -> int:
        """The day from which one locality's core groups meet less often."""
        return self.planted_from(12)

    @cached_property
    def legal_advice_from(self) -> int:
        """The day from which plans begin for which legal advice comes late."""
        return self.planted_from(24)

    @cached_property
    def audit_quarter(self) -> int:
        """The first day of the quarter in which fewer audits are done, as an ordinal."""
        day = self.planted_from(9)
        return dates.add_months(day, -((int(dates.month_name(day)[5:]) - 1) % 3))

    @cached_property
    def answers_until(self) -> int:
        """The day from which many audits that ask for an answer get none."""
        return self.planted_from(16)

    def stream(self, subject: str) -> Random:
        """A source of chance for one subject, the same in every process and on every day."""
        return Random(f"{self.seed} {subject}")


def window_start(day: int) -> int:
    """The first day of the six months that end on a month's last day, as an ordinal."""
    return dates.add_months(dates.month_start(day), -5)

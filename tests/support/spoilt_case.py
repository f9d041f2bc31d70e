"""A spoilt input and what must happen: the right figures, figures that are not available, or a refusal; never another number."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.support import spoilt
from tests.support.spoilt import Folder, Outcome

SAME, X, REFUSED, X_OR_REFUSED, NEVER = "same", "x", "refused", "x or refused", "never another number"


@dataclass(frozen=True)
class Case:
    """A spoiling with its name; `must` is one of the five words above. `named` are indicators that become not available, `beside`
    adds the local files, and `lacks` names the newest files of a list: a figure may also be as it was known before they came.
    `newest` leaves out Ofsted's lists of earlier months, which would show more."""

    name: str
    must: str
    spoil: Callable[[Folder], Folder | None]
    named: tuple[str, ...] = ()
    beside: bool = False
    lacks: str = ""
    newest: bool = False

    @property
    def never(self) -> tuple[str, ...]:
        """The files that are left out before the spoiling."""
        return spoilt.OLDER if self.newest else ()


def judged(case: Case) -> list[str]:
    """What is wrong with the outcome of a case, in sentences; none if it is as it must be."""
    found = spoilt.spoilt(case.spoil, case.beside, case.never)
    if found.refused is not None:
        return [] if case.must in (REFUSED, X_OR_REFUSED, NEVER) else [f"The build stopped: {found.refused}"]
    wrong = _other_numbers(case, found)
    if case.must == REFUSED:
        wrong = ["The build did not stop.", *wrong]
    if case.must in (X, X_OR_REFUSED):
        wrong += _still_told(case, found)
    return wrong


def _other_numbers(case: Case, found: Outcome) -> list[str]:
    return spoilt.differing(found, spoilt.truths(found, case.beside, case.lacks, never=case.never), case.must == SAME)


def _still_told(case: Case, found: Outcome) -> Iterable[str]:
    """The indicators whose newest figure is still there."""
    for name in case.named:
        true = spoilt.truth(case.beside, case.never).told(name)
        assert true, f"{name} has no figure that could become not available"
        newest = max(true, key=lambda key: (key[1] == "month", key[2]))
        if newest in found.told(name):
            yield f"{name} is still told for {newest[1]} from {newest[2]}: {found.told(name)[newest]}"

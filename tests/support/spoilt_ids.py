"""Spoilt identifiers: as spreadsheets, exports and other systems change them, in one list, in all, or in every third row."""

import hashlib
from collections.abc import Callable
from functools import partial

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, REFUSED, SAME, Case
from tests.support.spoilt_forms import change

ID = "Child Unique ID"
IDS = {  # how an id is spoilt; what must happen if one list has it; and if every list has it
    "scientific": (lambda i: f"{float(i):.2E}", REFUSED, REFUSED),
    "scientific of Excel": (lambda i: f"{float('1234' + i):.5E}", REFUSED, REFUSED),
    "with .0": (lambda i: f"{i}.0", SAME, SAME),
    "zeros lost": (lambda i: i.lstrip("0"), NEVER, SAME),
    "zeros lost, with .0": (lambda i: f"{i.lstrip('0')}.0", NEVER, SAME),
    "a quoting mark": (lambda i: f"'{i}", SAME, SAME),
    "a formula": (lambda i: f'="{i}"', NEVER, NEVER),
    "in quotation marks": (lambda i: f'"{i}"', NEVER, NEVER),
    "spaces": (lambda i: f" {i}  ", SAME, SAME),
    "a hard space": (lambda i: f"{i}\u00a0", SAME, SAME),
    "a hash": (lambda i: hashlib.sha256(i.encode()).hexdigest()[:16], NEVER, NEVER),
    "a prefix": (lambda i: f"P{i}", NEVER, SAME),
    "small letters": (lambda i: f"ab{i}", NEVER, SAME),
    "fifteen figures": (lambda i: f"{int('98765432' + i) // 1000 * 1000}", NEVER, NEVER),
    "commas of thousands": (lambda i: f"{int(i):,}", NEVER, NEVER),
    "numbers of rows": (lambda i: f"{int(i) + 7}", NEVER, SAME),
    "dates": (lambda i: f"{int(i) % 28 + 1:02d}/{int(i) % 12 + 1:02d}/2026", NEVER, NEVER),
    "shortened": (lambda i: i[:6], NEVER, NEVER),
    "squares": (lambda i: "########", REFUSED, REFUSED),
    "UNKNOWN": (lambda i: "UNKNOWN", REFUSED, REFUSED),
    "0": (lambda i: "0", REFUSED, REFUSED),
    "minus one": (lambda i: "-1", REFUSED, REFUSED),
    "TBC": (lambda i: "TBC", REFUSED, REFUSED),
}
EVERYWHERE = (
    "scientific",
    "scientific of Excel",
    "with .0",
    "zeros lost",
    "zeros lost, with .0",
    "a hash",
    "small letters",
    "fifteen figures",
    "shortened",
    "a formula",
)
SOME = ("scientific", "squares", "UNKNOWN", "0", "dates", "zeros lost", "a hash", "with .0")


def _every_list(folder: Folder, into: Callable[[str], str]) -> None:
    for number in range(1, 8):
        change(folder, f"list{number}", ID, into)


def _ids() -> list[Case]:
    cases = []
    for name, (into, one, every) in IDS.items():
        cases.append(Case(f"list 3: ids are {name}", one, partial(change, files="list3", header=ID, into=into)))
        if name in EVERYWHERE:
            cases.append(Case(f"every list: ids are {name}", every, partial(_every_list, into=into)))
    for name in SOME:
        into, one, _ = IDS[name]
        cases += [
            Case(f"list 7 of the last month: ids are {name}", one, partial(change, files="list7_2026-10", header=ID, into=into)),
            Case(
                f"list 3: every third id is {name}",
                NEVER if one == REFUSED else one,
                partial(change, files="list3", header=ID, into=into, every=3),
            ),
        ]
    local = [
        Case(f"{files}: {header} is {name}", NEVER, partial(change, files=files, header=header, into=IDS[name][0]), beside=True)
        for files, header in (("visit", "child_id"), ("case_supervision", "child_id"), ("allocation", "child_id"))
        for name in ("scientific", "zeros lost", "a hash")
    ]
    capitals = Case("ids with letters: capitals in one list, small ones in the others", NEVER, _capitals)
    return [
        *cases,
        *local,
        capitals,
        Case(
            "allocations: workers are all UNKNOWN",
            NEVER,
            partial(change, files="allocation", header="worker_id", into=lambda i: "UNKNOWN"),
            beside=True,
        ),
    ]


def _capitals(folder: Folder) -> None:
    _every_list(folder, lambda i: f"ab{i}")
    change(folder, "list3", ID, str.upper)


def cases() -> list[Case]:
    """All cases of identifiers."""
    return _ids()

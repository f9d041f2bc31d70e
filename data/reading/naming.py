"""Says which list a sheet or file is called after, so that a name and headers that disagree are refused.

A name is compared with `called` in lists.toml and with the last part of the list's id ("list 3", "worker supervision"). A sheet
that is called a list and is not understood must stop a build: its month would otherwise look as if nothing had happened.
"""

import re
from collections.abc import Collection, Iterable

from data.reading import headers
from queries.sources import ListSpec

NUMBERED = re.compile(r"\blist ?0?\d+\b")
BESIDE = r"annex|a|and|list|lists|fact|dim|tbl|dbo|view|report|data|extract|export|sheet\d*|table\d*|query\d*|all|the|" \
         r"last|latest|six|months?|final|new|\d+|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|" \
         r"dec\w*"  # fmt: skip
OF_A_TABLE = re.compile(r"(?:'?(?P<table>[^\[\]']+)'?\[(?P<column>[^\[\]]+)\]|(?P<first>\w[\w ]+)\.(?P<rest>\w\w.*))\s*")


def without_table(header: str, spec: ListSpec) -> str:
    """A header such as Power BI's 'CP Plans'[End Date], without the table's name if that is the list's name or says nothing.

    "Referrals[Start Date]" in another list is left as it is: the table's name is a part of its meaning.
    """
    parts = OF_A_TABLE.fullmatch(header)
    if not parts:
        return header
    table, column = parts["table"] or parts["first"], parts["column"] or parts["rest"]
    return column if _means(spec, _text(table)) or not re.sub(rf"\b({BESIDE})\b", "", _text(table)).strip() else header


def named(name: str, lists: Iterable[ListSpec]) -> set[str]:
    """The ids of the lists that a sheet's or file's name contains; those with a number alone, if it has one."""
    text = _text(name)
    hits = {(spec.id, phrase) for spec in lists for phrase in _phrases(spec) if re.search(_pattern(phrase), text)}
    numbered = {each for each, phrase in hits if NUMBERED.fullmatch(phrase)}
    return numbered or {each for each, _ in hits}


def called(name: str, lists: Iterable[ListSpec]) -> ListSpec | None:
    """The used list that a name means and nothing else: "List_3", "Referrals October 2026"; None for "Referrals by team"."""
    return next((spec for spec in lists if spec.used and _means(spec, _text(name))), None)


def _means(spec: ListSpec, text: str) -> bool:
    rest, numbered = text, False
    for phrase in _phrases(spec):
        without = re.sub(_pattern(phrase), " ", rest)
        numbered |= without != rest and NUMBERED.fullmatch(phrase) is not None
        rest = without
    return rest != text and (numbered or not re.sub(rf"\b({BESIDE})\b", "", rest).strip())


def contradiction(name: str, spec: ListSpec, lists: Collection[ListSpec]) -> str | None:
    """Why a sheet or file cannot be this list by its name, or None."""
    meant = named(name, lists)
    if not meant or spec.id in meant:
        return None
    titles = " or ".join(each.title for each in lists if each.id in meant)
    return (f"Its name '{name}' says that it is {titles}, and its headers are those of {spec.title}. Give it the name of the "
            "list it is, or the headers of the list it is called.")  # fmt: skip


def _text(name: str) -> str:
    return headers.plain(headers.CAMEL.sub(" ", name.replace("_", " ")))


def _phrases(spec: ListSpec) -> list[str]:
    return [spec.id.removeprefix(f"{spec.source}_").replace("_", " "), *(headers.plain(each) for each in spec.called)]


def _pattern(phrase: str) -> str:
    singular = phrase.removesuffix("s") if len(phrase) > 3 else phrase
    return rf"\b{singular.replace(' ', ' ?0?' if NUMBERED.fullmatch(phrase) else ' ?')}{'' if phrase[-1].isdigit() else 's?'}\b"

"""What a build prints: its progress, its preview and its end, as text or for programs as one object of JSON."""

import json
from pathlib import Path

import polars as pl

from data import checked, preview_text
from queries import printed

TAKE_AWAY = "To take the refused rows away, put them right and load them again: python -m data refused FOLDER --build {}"


class Output:
    """The output of one build. `form` is 'text' or 'json'; with `progress`, also lines that a program can read while it runs."""

    def __init__(self, form: str, progress: bool, check: bool) -> None:
        self._json, self._progress, self._check = form == "json", progress, check
        self._preview: dict = {}

    def progress(self, share: float, words: str) -> None:
        """Print a share from 0 to 1 and a text."""
        if self._progress:
            printed.say(f"progress\t{share:.3f}\t{words}")

    def shown(self, preview: dict) -> None:
        """Print a preview (`data.preview`); JSON waits for the end, because it says whether the build is in use."""
        self._preview = preview
        if not self._json and (said := preview_text.of(preview)):
            printed.say(said)

    def built(self, finished: Path, report: pl.DataFrame) -> int:
        """Print the end of a build that worked; returns the exit code 0."""
        if self._progress and not self._check:
            printed.say(f"built\t{finished.name}")
        if self._json:
            self._object(problem=None, in_use=not self._check)
            return 0
        printed.say("\n".join(report_lines(report)) or "Built from the published figures alone: no extracts were read.")
        self._take_away(error=False)
        printed.say(checked.NEXT.format(finished.stem) if self._check else f"The build {finished.name} is in use.")
        return 0

    def refused(self, why: str) -> int:
        """Print why nothing was changed; JSON also has what is known of the lists. Returns the exit code 1."""
        if self._json:
            self._object(problem=why, in_use=False)
        printed.say(f"Nothing was changed. {why}", error=True)
        if self._check:
            self._take_away(error=True)
        return 1

    def _take_away(self, error: bool) -> None:
        """Say how to take refused rows away, if there are some."""
        if not self._json and any(each["refused"] for each in self._preview.get("lists", ())):
            printed.say(TAKE_AWAY.format(self._preview["build"]), error=error)

    def _object(self, **more: str | bool | None) -> None:
        printed.say(json.dumps(self._preview | more, ensure_ascii=False))


def report_lines(report: pl.DataFrame) -> list[str]:
    """The load report as lines of text: for each file and list, rows read = loaded + rejected."""
    return [
        f"{row['file']}: {row['list'] or row['status']}: "
        + (f"{row['read']} rows read = {row['loaded']} loaded + {row['rejected']} rejected. " if row["list"] else "")
        + row["note"]
        for row in report.iter_rows(named=True)
    ]

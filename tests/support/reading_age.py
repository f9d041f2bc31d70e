"""How old a reader must be to follow a text: Flesch and Kincaid's grade, as an age.

The libraries that measure this look words up in a list they download first, so the formula stands here, with syllables counted by
the usual rule: groups of vowels, a silent e left out. It is off by one on some words and right on the whole of a page.
"""

import re

VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]es|[^tdaeiouy]ed|[^laeiouy]e)$")
NOT_SAID = re.compile(r"\*\*[^*\n]*\?\*\*|\]\([^)]*\)|[*_`#\[\]]")  # short questions that come again and again, addresses, marks


def syllables(word: str) -> int:
    """How many syllables a word has, at least one: 'referral' has 3, 'closed' 1."""
    word = word.lower()
    return max(1, len(VOWELS.findall(word)) - bool(SILENT.search(word)))


def read(text: str) -> str:
    """The text as it is read: without marks, addresses and the questions that head every answer."""
    return NOT_SAID.sub(" ", text)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; every line ends one, and numbers are left out, as they have no length that a rule can tell."""
    said = re.split(r"[.?!](?:\s|$)|\n", read(text))
    return [words for words in (re.findall(r"[A-Za-z][A-Za-z'’-]*", each) for each in said) if words]


def grade(text: str) -> float:
    """The American school grade: .39 words a sentence + 11.8 syllables a word − 15.59 (Kincaid and others, 1975)."""
    said = sentences(text)
    words = [word for sentence in said for word in sentence]
    return 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def age(text: str) -> float:
    """The age of a reader in that grade: five years more."""
    return grade(text) + 5

"""Answers that are worked out once: whoever asks the same again, or meanwhile, gets the same answer.

`functools.lru_cache` alone lets two threads work out one answer at the same time, so a visitor who came while the figures were
being made ready would have had them made a second time, at half the speed.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import RLock
from typing import ParamSpec, TypeVar

Question = ParamSpec("Question")
Answer = TypeVar("Answer")


def remembered(most: int) -> Callable[[Callable[Question, Answer]], Callable[Question, Answer]]:
    """A decorator: the answers to the `most` latest questions are kept, by positional arguments, which must be hashable.

    Functions that call each other must not do so in a circle: two threads could then wait for each other.
    """

    def wrapped(function: Callable[Question, Answer]) -> Callable[Question, Answer]:
        kept = lru_cache(maxsize=most)(function)
        asking: dict[tuple, RLock] = {}

        @wraps(function)
        def answer(*question: Question.args, **named: Question.kwargs) -> Answer:
            with asking.setdefault(question, RLock()):
                try:
                    return kept(*question, **named)  # ty: ignore[invalid-argument-type]  they are hashable, as asked above
                finally:
                    asking.pop(question, None)

        vars(answer).update(cache_info=kept.cache_info, cache_clear=kept.cache_clear)
        return answer

    return wrapped

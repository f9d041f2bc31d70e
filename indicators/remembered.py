"""A cache in which each answer is computed once, also when two threads ask for it at the same time.

`functools.lru_cache` alone lets both threads compute it. Then a visit while the server prepares the first pages would compute the
same figures a second time.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import RLock
from typing import ParamSpec, TypeVar

Question = ParamSpec("Question")
Answer = TypeVar("Answer")


def remembered(most: int) -> Callable[[Callable[Question, Answer]], Callable[Question, Answer]]:
    """A decorator that keeps the `most` latest results, by positional arguments, which must be hashable.

    Decorated functions must not call each other in a circle, because two threads could then wait for each other.
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

"""The first visitor of a build finds ready what the second finds ready; what two ask for at once is worked out once."""

import threading
import time

import pytest

from indicators import figures, tiles
from indicators.comparing import neighbours
from indicators.remembered import remembered
from indicators.roles import ROLES
from pages import warming
from queries.store import warehouse as warehouses
from tests.benchmarks.pages import page

WORKED_OUT = (figures._watched, figures._overview, figures._figures, tiles._overview, neighbours._by_year, neighbours._this_year)
FRONT = {"performance": "overview", "board": "overview", "scrutiny": "plain"}


@pytest.fixture
def forgotten(warehouse, monkeypatch):
    """A server that has just started on the invented authority: nothing is remembered yet."""
    monkeypatch.setattr(warehouses, "FOLDER", warehouse)
    for answer in WORKED_OUT:
        answer.cache_clear()


def worked_out() -> list[int]:
    return [answer.cache_info().misses for answer in WORKED_OUT]


@pytest.mark.slow
def test_a_warm_server_works_nothing_out_for_its_first_visitors(forgotten):
    warming.warm()
    before = worked_out()
    for role in ROLES:
        page(role, FRONT[role])
    assert worked_out() == before
    assert sum(before) > len(WORKED_OUT)


@pytest.mark.slow
def test_a_server_gets_warm_by_itself(forgotten):
    warming.begin()
    began = time.monotonic()
    while tiles._overview.cache_info().currsize < 2 * len(ROLES) and time.monotonic() - began < 120:
        time.sleep(0.1)
    assert tiles._overview.cache_info().currsize == 2 * len(ROLES)


def test_a_page_that_cannot_be_made_ready_stops_no_other(forgotten, monkeypatch, caplog):
    prepared = []
    monkeypatch.setattr("pages.figures.overview.prepare", lambda view: 1 / 0)
    monkeypatch.setattr("pages.figures.in_plain_words.prepare", prepared.append)
    warming.warm()
    assert [view.role.id for view in prepared] == list(ROLES)
    assert "could not be made ready" in caplog.text


def test_what_two_ask_for_at_once_is_worked_out_once():
    started, asked = [], threading.Barrier(4)

    @remembered(8)
    def slow(question: str) -> str:
        started.append(question)
        time.sleep(0.2)
        return question.upper()

    def ask(answers: list) -> None:
        asked.wait()
        answers.append(slow("a"))

    answers: list[str] = []
    threads = [threading.Thread(target=ask, args=(answers,)) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (started, answers) == (["a"], ["A"] * 4)


def test_a_question_that_failed_may_be_asked_again():
    tries = []

    @remembered(8)
    def sometimes(question: str) -> int:
        tries.append(question)
        return 1 // (len(tries) - 1)

    with pytest.raises(ZeroDivisionError):
        sometimes("a")
    assert sometimes("a") == sometimes("a") == 1
    assert len(tries) == 2

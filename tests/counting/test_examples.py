"""Every worked example of every indicator gives what it says, through the same SQL the build runs."""

import pytest

import queries
from data import settings
from queries.definitions import examples

CASES = [(file, example) for file in queries.indicator_files() for example in file.examples]


@pytest.mark.parametrize(("file", "example"), CASES, ids=[f"{file.id}: {example['says']}" for file, example in CASES])
def test_the_example_counts_what_it_says(file, example):
    (rows,) = examples.counted([file], example, settings.parameters(settings.load()))
    assert dict(zip(rows["record_id"], rows["numerator"], strict=True)) == example["counts"]


@pytest.mark.parametrize("file", queries.indicator_files(), ids=lambda file: file.id)
def test_an_indicator_has_two_examples_and_one_of_them_counts_nothing(file):
    counts = [count for example in file.examples for count in example["counts"].values()]
    assert len(file.examples) >= 2
    assert 0 in counts or file.header["shown_as"] != "percentage"

"""How the product answers each kind of reference case: given columns and parameters in, columns and scalars out.

A module for each family, each with its own KINDS (kind: function) and, where not every column counts, COMPARED.
"""

from tests.statistics.golden import charts, comparisons, intervals, survival

FAMILIES = (charts, comparisons, intervals, survival)
KINDS = {kind: answer for family in FAMILIES for kind, answer in family.KINDS.items()}
NOT_USED = {"multiple_testing": "the product adjusts nothing for many tests: alerts rest on a rate that simulations measure"}
COMPARED = {kind: names for family in FAMILIES for kind, names in family.COMPARED.items()}

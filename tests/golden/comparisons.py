"""Comparing places and years: funnels, bands, tests of two proportions and of a trend."""

KINDS = {}
COMPARED = {}

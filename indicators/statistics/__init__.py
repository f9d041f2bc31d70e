"""The formulas: numbers or arrays in, numbers or arrays out, each with its source.

The folders above decide which figures they are applied to.
"""

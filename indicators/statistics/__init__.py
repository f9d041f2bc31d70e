"""The formulas, and nothing else: numbers or arrays in, numbers or arrays out, each with its source.

What the numbers are of, and what is done with them, is for the modules one folder up to say.
"""

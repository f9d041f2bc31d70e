"""The tables of the model, the tables derived from them, the counting and the breakdowns."""

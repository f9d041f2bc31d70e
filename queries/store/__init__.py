"""Where it is kept: the engines that hold the tables and run every SQL text. Each engine is one module, `engines.py` has the
table of them, and nothing else in the project knows which one is at work.
"""

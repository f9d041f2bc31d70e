"""Reads files into tables of text, unchanged; `queries/staging` interprets the values."""

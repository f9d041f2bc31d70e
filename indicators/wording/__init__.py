"""Figures in words: each function takes a row or a frame and gives a phrase or a sentence for every page and export."""

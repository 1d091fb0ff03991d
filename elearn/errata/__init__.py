"""Errata: readers say what is wrong in a text, its authors answer."""

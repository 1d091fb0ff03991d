"""Aiken: the plainest of question formats, one right answer each."""

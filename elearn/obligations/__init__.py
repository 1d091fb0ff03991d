"""Obligations: who must finish which course by when, how that came about, and what changed since."""

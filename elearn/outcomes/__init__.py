"""Outcomes: what follows when something happens to a learner, in one transaction."""

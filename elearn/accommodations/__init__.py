"""Accommodations: more time in quizzes for one person, with a reason."""

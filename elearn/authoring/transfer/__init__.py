"""Bringing questions in and taking quizzes out, with a look first."""

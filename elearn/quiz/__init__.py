"""Quizzes: attempts, saved answers, marking and results."""

"""Marking: essays are marked by people, question by question, without names."""

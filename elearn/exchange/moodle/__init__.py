"""Moodle XML: everything that Moodle's question bank can say."""

"""Reminders: what is due is told in time, once, and never to somebody it no longer concerns."""

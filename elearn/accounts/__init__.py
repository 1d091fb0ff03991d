"""Accounts: signing in, sessions, grants, and who may call which page."""

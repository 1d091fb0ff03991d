"""The audit log: who did what to whom and when, written in the same transaction as the deed."""

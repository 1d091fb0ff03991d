"""Progress: the append-only event log and the sticky state derived from it."""

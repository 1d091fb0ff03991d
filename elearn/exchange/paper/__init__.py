"""Paper: a quiz as a printed exam with its key."""

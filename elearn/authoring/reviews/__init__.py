"""A reviewer's yes (Ditinjau): asked for, given to exactly one version, with remarks at paragraphs."""

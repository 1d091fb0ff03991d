"""Drafts as learners will see them, kept by nobody, shared by a link."""

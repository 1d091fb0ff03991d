"""Word documents of trainers as modules of a course."""

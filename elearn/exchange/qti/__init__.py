"""QTI 1.2, 2.x and 3.0: questions from and for other systems, alone or in a zip package."""

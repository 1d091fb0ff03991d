"""Statistics: what first attempts tell about the questions of a quiz, without a name."""

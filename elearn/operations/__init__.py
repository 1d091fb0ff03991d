"""Operations: what an operator does to a whole installation."""

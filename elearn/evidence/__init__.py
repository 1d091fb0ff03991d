"""Files that prove something: kept as they came, known by their content, given out as downloads only."""

"""Files that prove something: kept as they came, told by their first bytes, given out as downloads only."""

"""A list of staff or units becomes verdicts a row, and after a yes changes: all of them or none."""

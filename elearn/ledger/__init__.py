"""The JP ledger: what of a person's learning counts in which year, entry by entry."""

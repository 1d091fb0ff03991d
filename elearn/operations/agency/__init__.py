"""An invented agency of any size: units, people, and what they learned in two years; same seed, same rows."""

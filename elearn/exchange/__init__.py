"""Questions from and for other systems: GIFT, Aiken, Moodle XML, and CSV out. Values in, values out."""

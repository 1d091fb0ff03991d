"""What people are told: on the site at once, by mail with the next digest; and the notes of heads of units."""

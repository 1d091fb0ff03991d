"""Messages: what a person is told on the site and by mail, and the notes of heads of units."""

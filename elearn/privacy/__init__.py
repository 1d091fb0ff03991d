"""What the law gives every person over his own data: to know, to take along, to correct, to consent."""

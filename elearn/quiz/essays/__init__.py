"""What a learner has of essays: marks by people, comments, a second look."""

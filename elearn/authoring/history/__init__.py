"""What each release changed in a course, and the way back."""

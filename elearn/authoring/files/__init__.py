"""The files of a course in the browser: to look at, to bring, to edit, to take back."""

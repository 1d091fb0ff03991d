"""Letters by electronic mail: how one is written, and how it leaves (SMTP, or files in a folder)."""

"""elearn: self-paced learning for Indonesian civil servants, from Markdown files to honest evidence."""

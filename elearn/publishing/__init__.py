"""Publishing: files checked, rendered and turned into a release."""

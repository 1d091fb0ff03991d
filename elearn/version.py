"""The version of the product, as the foot of every page and /health print it."""

VERSION = "0.1.0"

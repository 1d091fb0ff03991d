"""Releases: immutable content objects, the manifest of each release, the pointer, the library."""

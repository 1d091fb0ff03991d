"""Authoring: Penyusunan, where authors see the state and the problems of their courses."""

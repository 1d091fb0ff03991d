"""Tim saya: who of my people needs what, and acting on it."""

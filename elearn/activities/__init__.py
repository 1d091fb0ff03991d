"""Learning outside the platform: asked for, attended, proved, verified, then counted."""

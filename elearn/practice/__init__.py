"""Practice tasks of modules: done at work, handed in with facts, confirmed by who saw it."""

"""`python3 -m elearn`: makes its own environment where there is none, then runs the command line."""

from elearn import environment

if __name__ == "__main__":
    if environment.is_complete():
        if not environment.is_entered():
            environment.enter()
    else:
        from elearn.bootstrap import make_what_is_missing

        make_what_is_missing()
    # Only inside the environment can this be imported.
    from elearn.commands import main

    main()

"""Kills `elearn publish` at 100 random instants; after each kill one whole release must be in force.

    python -m tests.faults.publish_kill [how many]

Exits with 0 when every kill left a whole release.
"""

import os
import subprocess
import sys

TEST = "tests/publishing/test_killed.py"


def main() -> int:
    """Run the test of killed publications with many kills."""
    kills = sys.argv[1] if len(sys.argv) > 1 else "100"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST]
    return subprocess.call(command, env={**os.environ, "PUBLISH_KILLS": kills})


if __name__ == "__main__":
    sys.exit(main())

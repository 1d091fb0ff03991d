"""Times a start of an installation that exists: from the command to the first 200 of the sign-in page.

Standard library only, so that it runs with the Python of a fresh machine. Prints the median of five
starts and the resident memory of the server; fails above --limit.
"""

import argparse
import http.client
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 5
PAGE = "/accounts/sign-in"
LARGEST_RSS_MIB = 120


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--instance", required=True)
    parser.add_argument("--goal", type=float, default=1.0)
    parser.add_argument("--limit", type=float, default=3.0)
    options = parser.parse_args()
    times, memory = [], 0
    for _ in range(ROUNDS):
        seconds, rss = start_once(options.port, options.instance)
        times.append(seconds)
        memory = max(memory, rss)
    median = statistics.median(times)
    verdict = "within" if median < options.goal else "above"
    print(
        "second start: {:.2f} s, {} the goal of {:g} s (all: {})".format(
            median, verdict, options.goal, ", ".join(f"{one:.2f}" for one in times)
        )
    )
    print(f"resident memory: {memory} MiB (limit {LARGEST_RSS_MIB})")
    if median > options.limit or memory > LARGEST_RSS_MIB:
        sys.exit(1)


def start_once(port, instance):
    """Seconds to the first 200, and the server's resident memory in MiB."""
    command = [sys.executable, "-m", "elearn", "serve", "--port", str(port), "--instance", instance]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            while not answers(port):
                if server.poll() is not None:
                    sys.exit("the server ended by itself")
                time.sleep(0.01)
            return time.perf_counter() - begun, resident_mib(server.pid)
        finally:
            server.terminate()


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", PAGE)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def resident_mib(pid):
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()

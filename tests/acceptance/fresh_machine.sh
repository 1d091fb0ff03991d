#!/usr/bin/env bash
# A fresh machine: a clean clone, an empty HOME, one command, a healthy page; then the second start, timed.
set -euo pipefail
here="$(cd "$(dirname "$0")/../.." && pwd)"
port="${PORT:-8123}"
# Absolute times differ between machines: below the goal is reported, far above it fails.
goal_s=1.0
limit_s=3.0

work="$(mktemp -d)"
server=""
stop() {
    if [ -n "$server" ]; then
        kill -TERM "$server" 2> /dev/null || true
        wait "$server" 2> /dev/null || true
        server=""
    fi
}
trap 'stop; rm -rf "$work"' EXIT

clone() {
    if git -C "$here" rev-parse --verify --quiet HEAD > /dev/null; then
        git clone --quiet --local --no-hardlinks "$here" "$work/elearn"
    else
        echo "No commit yet: copying the tracked files." >&2
        mkdir "$work/elearn"
        git -C "$here" ls-files -z --cached --others --exclude-standard | tar -C "$here" --null -T - -cf - | tar -xf - -C "$work/elearn"
    fi
}

answers() { python3 - "$1" << 'PY'
import sys, urllib.request
try:
    with urllib.request.urlopen(sys.argv[1], timeout=5) as answer:
        print(answer.read().decode())
except OSError:
    sys.exit(1)
PY
}

wait_for() {
    for _ in $(seq 1 "$2"); do
        kill -0 "$server" 2> /dev/null || { echo "The server ended:"; cat "$work/log"; exit 1; }
        if answers "$1" > "$work/answer" 2> /dev/null; then return 0; fi
        sleep 0.5
    done
    echo "No answer from $1:"; cat "$work/log"; exit 1
}

mkdir "$work/home"
clone
cd "$work/elearn"

echo "First start ..."
env -i HOME="$work/home" PATH="$PATH" LANG=C.UTF-8 ${PIP_CONFIG_FILE:+PIP_CONFIG_FILE="$PIP_CONFIG_FILE"} \
    ${PIP_FIND_LINKS:+PIP_FIND_LINKS="$PIP_FIND_LINKS"} ${PIP_INDEX_URL:+PIP_INDEX_URL="$PIP_INDEX_URL"} \
    ${PIP_CERT:+PIP_CERT="$PIP_CERT"} ${HTTPS_PROXY:+HTTPS_PROXY="$HTTPS_PROXY"} \
    python3 -m elearn serve --port "$port" --instance "$work/instance" > "$work/log" 2>&1 &
server=$!
wait_for "http://127.0.0.1:$port/health" 1200
cat "$work/log"
echo "health: $(cat "$work/answer")"
grep -q '"status": *"ok"' "$work/answer"
# Into a file: grep -q would close a pipe before the page is through it.
answers "http://127.0.0.1:$port/accounts/sign-in" > "$work/page"
grep -q "Masuk sebagai peserta" "$work/page"
stop

echo "Second start ..."
env -i HOME="$work/home" PATH="$PATH" LANG=C.UTF-8 python3 tests/acceptance/second_start.py \
    --port "$port" --instance "$work/instance" --goal "$goal_s" --limit "$limit_s"
echo "Fresh machine: passed."

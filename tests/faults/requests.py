"""Requests of a learner whose server may die at any moment."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from tests.faults.learners import Learner

REQUEST_WAIT_S = 10
GIVE_UP_S = 120


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def ask(
    port: int, method: str, path: str, cookie: str = "", fields: dict[str, str] | None = None
) -> tuple[int, str]:
    """One request on its own connection: status and body. Raises OSError when the line is cut."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=REQUEST_WAIT_S)
    headers = {"Cookie": cookie, "Accept": "application/json" if fields else "text/html"}
    if fields:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body=urlencode(fields) if fields else None, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    except http.client.HTTPException as cut:
        raise ConnectionError(str(cut)) from cut
    finally:
        connection.close()


def save(port: int, learner: Learner, code: str, sequence: int, value: str) -> str:
    """Post until there is a 2xx; the outcome of a cut request is unknown, the retry converges."""
    fields = {"csrf_token": learner.token, f"{code}.sequence": str(sequence), f"{code}.answer": value}
    for _ in tries():
        try:
            status, body = ask(
                port, "POST", f"/quiz/attempts/{learner.attempt_id}/answers", learner.cookie, fields
            )
        except OSError:
            continue
        if status < 300:
            return str(json.loads(body)["saved"][0]["receipt"])
        assert status == 503, (status, body[:500])
    raise RuntimeError("never acknowledged")


def tries() -> Iterator[None]:
    end = time.monotonic() + GIVE_UP_S
    while time.monotonic() < end:
        yield
        time.sleep(0.02)

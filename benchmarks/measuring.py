"""Calling two WSGI applications in turn and comparing the CPU time of a request."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

ROUNDS = 21
REQUESTS_A_ROUND = 60
WARM_UP = 30

Request = Callable[[], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One application and how its next request is made (a fresh WSGI environ each time)."""

    name: str
    app: Flask
    request: Request


def call(app: Flask, environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
    """One request through the whole WSGI stack, without a socket."""
    answer: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[[bytes], None]:
        answer.extend((int(status[:3]), headers))
        return lambda data: None

    body: Iterable[bytes] = app.wsgi_app(environ, start_response)
    data = b"".join(body)
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return answer[0], answer[1], data


def environ_of(
    path: str, *, cookie: str = "", form: dict[str, str] | None = None, accept: str = ""
) -> dict[str, Any]:
    """The environ of a request; no Accept-Encoding: both sides answer uncompressed."""
    headers = {"Cookie": cookie, "Accept": accept or "text/html"}
    method = "POST" if form is not None else "GET"
    return EnvironBuilder(path, method=method, data=form, headers=headers).get_environ()


def cookies_of(headers: list[tuple[str, str]]) -> str:
    """The cookies a browser would send back."""
    jar: SimpleCookie = SimpleCookie()
    for name, value in headers:
        if name.lower() == "set-cookie":
            jar.load(value)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def compare(
    limit: Side,
    ours: Side,
    *,
    what: str,
    goal: float,
    rounds: int = ROUNDS,
    requests: int = REQUESTS_A_ROUND,
) -> float:
    """Measure both in alternating rounds, print the medians, and give the ratio ours / limit."""
    for side in (limit, ours):
        for _ in range(min(WARM_UP, requests)):
            _one(side)
    times: dict[str, list[float]] = {limit.name: [], ours.name: []}
    ratios = []
    for _ in range(rounds):
        pair = [_round(side, requests) for side in (limit, ours)]
        times[limit.name].append(pair[0])
        times[ours.name].append(pair[1])
        ratios.append(pair[1] / pair[0])
    ratio = statistics.median(ratios)
    print(f"{what}: CPU per request, median of {rounds} alternating rounds of {requests}")
    for name, values in times.items():
        print(f"  {name:8} {statistics.median(values) * 1000:6.2f} ms  (least {min(values) * 1000:.2f})")
    spread = statistics.quantiles(ratios, n=4)
    verdict = "reached" if ratio <= goal else "missed"
    print(
        f"  ratio    {ratio:6.2f}  (middle half {spread[0]:.2f} to {spread[2]:.2f}); goal {goal:g}: {verdict}"
    )
    return ratio


def _round(side: Side, requests: int) -> float:
    environs = [side.request() for _ in range(requests)]
    gc.collect()
    begun = time.process_time()
    for environ in environs:
        status, _, _ = call(side.app, environ)
        assert status < 400, f"{side.name} answered {status}"
    return (time.process_time() - begun) / requests


def _one(side: Side) -> None:
    status, _, body = call(side.app, side.request())
    assert status < 400, f"{side.name} answered {status}: {body[:300]!r}"

"""The words of `elearn check --robot`: progress while it works, and what it saw in each quiz."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import click

from elearn.content.quiz import Quiz
from elearn.quiz.robot import RobotReport, percent_words, sit

Sitter = Callable[[Quiz], RobotReport]


def robot_with_words() -> Sitter:
    """The robot; on a terminal it says which quiz it sits, in one line that the next one replaces."""
    return sit_and_tell if sys.stderr.isatty() else sit


def sit_and_tell(quiz: Quiz) -> RobotReport:
    """Sit a quiz and say so meanwhile."""
    # \x1b[K clears to the end of the line, so that a shorter word leaves nothing of a longer one.
    click.echo(f"\r\x1b[KRobot mengerjakan {quiz.code} ...", err=True, nl=False)
    report = sit(quiz)
    click.echo("\r\x1b[K", err=True, nl=False)
    return report


def robot_line(report: RobotReport) -> str:
    """What clicking at random earns, in one sentence."""
    if report.mean_percent is None or report.lucky_share is None:
        why = "latihan, lulus 0%, atau tanpa soal berkunci"
        return f"Robot: {report.sittings} kali dikerjakan; tebakan tidak dihitung ({why})."
    mean, share = percent_words(report.mean_percent), percent_words(100 * report.lucky_share)
    return f"Robot: mengeklik sembarang rata-rata {mean}%, lulus {share}% dari {report.sittings} kali."


def left_out(reports: Iterable[RobotReport], shown: Mapping[str, str]) -> list[str]:
    """For each quiz the questions that no key can mark: they count in none of the robot's sums."""
    notes = []
    for report in reports:
        parts = [f"{report.awaiting} soal uraian menunggu penilai"] if report.awaiting else []
        parts += [f"{report.unmarked} soal survei tidak bernilai"] if report.unmarked else []
        if parts:
            path = shown.get(report.path, report.path)
            notes.append(f"{path}: {' dan '.join(parts)}; tidak ikut dihitung robot.")
    return notes


def robot_data(report: RobotReport | None) -> dict[str, Any]:
    """The report as JSON says it, under one key; nothing when the robot was not sent."""
    if report is None:
        return {}
    return {
        "robot": {
            "sittings": report.sittings,
            "mean_percent": _number(report.mean_percent),
            "lucky_share": _number(report.lucky_share),
            "awaiting": report.awaiting,
            "unmarked": report.unmarked,
        }
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 4)

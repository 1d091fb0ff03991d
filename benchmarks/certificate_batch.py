"""Ten thousand certificates in one batch: `python -m benchmarks.certificate_batch [--count N] [--print]`.

Prints the time of each, the size of the file, and the peak of memory on the way: it must not grow with the
number. Goals: under 60 ms each, under 60 KB each.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert

from elearn.accounts.actions import Actor
from elearn.app import create_app
from elearn.certificates import batch_files, batch_store, batches, keys, rules, statement, store
from elearn.certificates.batch_rules import Kind, Wanted
from elearn.certificates.facts import Facts, Holder, Signatory, TranscriptLine, to_json
from elearn.certificates.tables import Certificate
from elearn.config import Settings
from elearn.database import db, transaction
from elearn.outcomes.actions import certify_missing
from elearn.people import actions as people

NOW = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
GOAL_MS = 60
TOLD_EVERY = 1_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--print", dest="for_paper", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        app = create_app(Settings(instance=Path(name), site_url="https://belajar.contoh.go.id"))
        with app.app_context():
            db.create_all()
            _fill(Path(name), asked.count)
            _measure(Kind.PRINT if asked.for_paper else Kind.ZIP, asked.count)
            db.session.remove()
            db.engine.dispose()


def _measure(kind: Kind, count: int) -> None:
    wanted = Wanted(unit_id=None, year=2026, course="", kind=kind)
    batch_id = batches.ask(wanted, base="https://belajar.contoh.go.id/check", actor=Actor(name="x"), now=NOW)
    print(f"before: {_peak_mb():.0f} MB")
    began, cpu, told = time.monotonic(), time.process_time(), 0
    while (batch := batch_store.find(batch_id)) is not None and not batch.is_over:
        if batch.done >= told:
            print(
                f"{batch.done} of {batch.total}: {_peak_mb():.0f} MB, {time.monotonic() - began:.0f} s",
                flush=True,
            )
            told += TOLD_EVERY
        batches.step(batch, NOW, issue=certify_missing)
    each = (time.process_time() - cpu) * 1000 / count
    path = batch_files.result_of(batch_id)
    assert path is not None
    size = path.stat().st_size
    print(
        f"{count} certificates as {path.suffix}: {each:.1f} ms of CPU each (goal {GOAL_MS}), "
        f"{(time.monotonic() - began) * 1000 / count:.1f} ms by the clock, "
        f"{size / count / 1024:.1f} KB each, "
        f"{size / 2**20:.0f} MB, peak {_peak_mb():.0f} MB"
    )


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fill(instance: Path, count: int) -> None:
    unit = people.add_unit(code="kota", name="Pemerintah Kota Contoh", kind="kota", parent_id=None)
    person = people.add_person(
        nip="198507172010012002", name="Siti", unit_id=unit, supervisor_id=None, valid_from=date(2015, 1, 1)
    )
    pair = keys.current(instance)
    with transaction():
        store.remember_key(pair, NOW)
        for start in range(1, count + 1, 500):
            rows = [_row(number, pair, person) for number in range(start, min(start + 500, count + 1))]
            db.session.execute(insert(Certificate), rows)


def _row(number: int, pair: keys.KeyPair, person: int) -> dict[str, object]:
    facts = _facts(number)
    text = statement.signed(statement.statement_of(facts), private_key=pair.private, key_id=pair.id)
    return {
        "person_id": person, "course": facts.course, "cycle": number, "code": facts.code,
        "number": facts.number,
        "completed_on": facts.completed_on, "issued_at": NOW, "valid_until": facts.valid_until,
        "facts": to_json(facts), "statement": text, "revoked_reason": "",
    }  # fmt: skip


def _facts(number: int) -> Facts:
    code = "".join(rules.ALPHABET[number // 31**place % 31] for place in range(rules.CODE_LENGTH))
    return Facts(
        number=f"800.2.4/{number:04d}/BKPSDM/2026",
        code=code,
        agency="Pemerintah Kabupaten Kepulauan Tanimbar",
        holder=Holder(
            name=f"Raden Ajeng Kartika Sari Dewi Kusumaningrum Wulandari {number}",
            title_before="Prof. Dr. dr. Hj.",
            title_after="S.Ked., M.Kes., Sp.PD-KGEH.",
            nip="198507172010012002",
            rank="IV/e",
            position="Kepala Bidang Pelayanan Pendaftaran Penduduk dan Pengelolaan Informasi",
            unit="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Kepulauan Tanimbar",
        ),
        signatory=Signatory(
            name="Dr. Ratna Kusumawardhani, S.H., M.Si.",
            position="Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
            nip="197108211997032001",
            place="Saumlaki",
        ),
        course="anggaran",
        course_title="Penganggaran dan Akuntansi Dasar Pemerintah Daerah bagi Bendahara",
        course_version="a" * 64,
        provider="",
        started_on=date(2026, 1, 3),
        completed_on=date(2026, 3, 5),
        issued_on=date(2026, 3, 5),
        valid_until=date(2028, 3, 5),
        transcript=tuple(
            TranscriptLine(title=f"Modul {place}: dari pagu ke laporan", jp=Decimal("1.25"))
            for place in range(1, 7)
        ),
        score=Decimal("87.50"),
        score_of="quizzes",
    )


if __name__ == "__main__":
    main()

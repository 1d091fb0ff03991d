"""What the preview of an import prints."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.staffing.importing.plan import Plan, RowPlan, Verdict
from elearn.staffing.importing.remarks import WARNINGS
from elearn.staffing.importing.sentences import change_words, heading_words, remark_words, verdict_word

ROWS_SHOWN = 200
_ICONS = {
    Verdict.NEW: "check-circle",
    Verdict.CHANGED: "edit",
    Verdict.MOVED: "arrow-right",
    Verdict.LEAVING: "sign-out",
    Verdict.SAME: "minus",
    Verdict.REFUSED: "alert",
}
# First what must be mended, then what cannot be undone by the next list.
_ORDER = (
    Verdict.REFUSED,
    Verdict.LEAVING,
    Verdict.MOVED,
    Verdict.CHANGED,
    Verdict.NEW,
    Verdict.SAME,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PreviewRow:
    """A row of the file with its verdict in words."""

    sheet: str
    number: int
    shown: str
    word: str
    icon: str
    is_refused: bool
    changes: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many rows have a verdict, as a link that shows them."""

    verdict: str
    word: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PreviewPage:
    """The whole preview."""

    counts: tuple[Count, ...]
    notes: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    hidden: int  # rows that are not shown
    refused: int
    changing: int  # rows that would be written
    has_several_sheets: bool


def preview_page(plan: Plan, *, shown: str) -> PreviewPage:
    """The page; `shown` is a verdict to show alone, "look" for rows with a remark, else everything."""
    wanted = [row for row in plan.rows if _is_wanted(row, shown)]
    wanted.sort(key=lambda row: (_ORDER.index(row.verdict), not row.remarks))
    counts = plan.counts
    refused = counts[Verdict.REFUSED]
    return PreviewPage(
        counts=tuple(
            Count(
                verdict=verdict.value,
                word=verdict_word(verdict),
                count=counts[verdict],
                is_current=verdict == shown,
            )
            for verdict in _ORDER
            if counts[verdict]
        ),
        notes=tuple(heading_words(plan.headings)),
        rows=tuple(_row(row) for row in wanted[:ROWS_SHOWN]),
        hidden=max(0, len(wanted) - ROWS_SHOWN),
        refused=refused,
        changing=len(plan.rows) - refused - counts[Verdict.SAME],
        has_several_sheets=len(plan.headings) > 1,
    )


def _is_wanted(row: RowPlan, shown: str) -> bool:
    if shown == "look":
        return any(remark.code in WARNINGS for remark in row.remarks)
    return shown not in set(Verdict) or row.verdict == shown


def _row(row: RowPlan) -> PreviewRow:
    return PreviewRow(
        sheet=row.sheet,
        number=row.number,
        shown=row.shown or row.key,
        word=verdict_word(row.verdict),
        icon=_ICONS[row.verdict],
        is_refused=row.verdict is Verdict.REFUSED,
        changes=tuple(map(change_words, row.changes)),
        remarks=tuple(map(remark_words, row.remarks)),
    )

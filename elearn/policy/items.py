"""The numbers and choices an agency sets for itself: what each means, its unit, and what holds until then.

Names are what the code asks for; the sentences people read of each are in templates/policy/. A default is a
proposal of ours unless `legal_basis` names a regulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a value is written and checked."""

    NUMBER = "number"  # decimal point, at least zero
    SWITCH = "switch"  # on, off
    CAP = "cap"  # enforce, warn, off
    WEEKDAYS = "weekdays"  # mon,tue,... ; may be empty
    DAYS = "days"  # whole numbers, may be negative: days before (after) a date
    HOURS = "hours"  # 08:00-16:00
    TEXT = "text"  # may be empty
    NUMBERING = "numbering"  # a pattern of numbers: {klasifikasi}/{urut}/{kode_unit}/{tahun}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One value of the policy."""

    name: str
    kind: Kind
    default: str
    unit: str = ""
    legal_basis: str = ""
    since_year: int | None = None  # of the regulation; before it there was no such number


PP_11 = "PP 11/2017 jo. PP 17/2020"
PP_49 = "PP 49/2018 dan PerLAN 15/2020"
PERLAN_10 = "PerLAN 10/2018"

ITEMS: tuple[Item, ...] = (
    # the ledger of JP
    Item(name="jp_target_pns", kind=Kind.NUMBER, default="20", unit="JP", legal_basis=PP_11, since_year=2017),
    Item(
        name="jp_ceiling_pppk", kind=Kind.NUMBER, default="24", unit="JP", legal_basis=PP_49, since_year=2020
    ),
    Item(name="jp_minutes", kind=Kind.NUMBER, default="45", unit="menit", legal_basis=PERLAN_10),
    Item(name="jp_daily_cap", kind=Kind.NUMBER, default="3", unit="JP", legal_basis=PERLAN_10),
    Item(name="jp_daily_cap_mode", kind=Kind.CAP, default="warn", legal_basis=PERLAN_10),
    Item(name="jp_monthly_cap", kind=Kind.NUMBER, default="20", unit="JP"),
    Item(name="jp_monthly_cap_mode", kind=Kind.CAP, default="off"),
    Item(name="self_study_daily_cap", kind=Kind.NUMBER, default="2", unit="JP", legal_basis=PERLAN_10),
    Item(name="community_daily_cap", kind=Kind.NUMBER, default="2", unit="JP", legal_basis=PERLAN_10),
    Item(name="mentoring_jp", kind=Kind.NUMBER, default="2", unit="JP", legal_basis=PERLAN_10),
    Item(name="mentoring_jp_mentor", kind=Kind.NUMBER, default="0", unit="JP"),
    Item(name="mentoring_monthly_cap", kind=Kind.NUMBER, default="2", unit="sesi", legal_basis=PERLAN_10),
    Item(name="mentoring_monthly_cap_mode", kind=Kind.CAP, default="enforce", legal_basis=PERLAN_10),
    # obligations
    Item(name="own_shifts_limit", kind=Kind.NUMBER, default="2", unit="kali"),
    Item(name="own_shift_days", kind=Kind.NUMBER, default="14", unit="hari"),
    Item(name="due_soon_days", kind=Kind.NUMBER, default="14", unit="hari"),
    Item(name="relearn_workdays", kind=Kind.NUMBER, default="20", unit="hari kerja"),
    Item(name="weekend", kind=Kind.WEEKDAYS, default="sat,sun"),
    # what supervisors see
    Item(name="smallest_group", kind=Kind.NUMBER, default="5", unit="orang"),
    Item(name="show_scores", kind=Kind.SWITCH, default="off"),
    Item(name="show_attempts", kind=Kind.SWITCH, default="off"),
    Item(name="show_help_needed", kind=Kind.SWITCH, default="off"),
    Item(name="heads_first", kind=Kind.SWITCH, default="off"),
    # reminders
    Item(name="reminder_days", kind=Kind.DAYS, default="14,3,-1", unit="hari"),
    Item(name="office_hours", kind=Kind.HOURS, default="08:00-16:00"),
    # certificates
    Item(name="certificate_number", kind=Kind.NUMBERING, default="{klasifikasi}/{urut}/{kode_unit}/{tahun}"),
    Item(name="certificate_class", kind=Kind.TEXT, default="800.2.4", legal_basis="Permendagri 83/2022"),
    Item(name="signatory_position", kind=Kind.TEXT, default="Kepala BKPSDM"),
    Item(name="signatory_name", kind=Kind.TEXT, default=""),
    Item(name="signatory_nip", kind=Kind.TEXT, default=""),
    Item(name="signatory_place", kind=Kind.TEXT, default=""),
    # personal data
    Item(
        name="correction_hours",
        kind=Kind.NUMBER,
        default="72",
        unit="jam",
        legal_basis="UU 27/2022 Pasal 30",
        since_year=2022,
    ),
    Item(name="keep_looks_months", kind=Kind.NUMBER, default="24", unit="bulan"),
    Item(name="keep_messages_months", kind=Kind.NUMBER, default="24", unit="bulan"),
    Item(name="keep_mails_months", kind=Kind.NUMBER, default="12", unit="bulan"),
)
"""Every value there is; a room that needs another adds a line."""

BY_NAME = {item.name: item for item in ITEMS}

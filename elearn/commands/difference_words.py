"""One changed thing of a course, for people and for programs."""

from __future__ import annotations

from elearn.releases.differences import Change, Thing, ThingChange

THING_WORDS = {
    Thing.COURSE: "kursus",
    Thing.INTRODUCTION: "pengantar",
    Thing.MODULE: "modul",
    Thing.SECTION: "bagian",
    Thing.QUIZ: "kuis",
    Thing.QUESTION: "soal",
}
CHANGE_WORDS = {
    Change.ADDED: "baru",
    Change.REMOVED: "tidak ada lagi",
    Change.RENAMED: "berganti judul",
    Change.MOVED: "pindah urutan",
    Change.REWRITTEN: "diubah isinya",
    Change.SETTINGS: "diubah pengaturannya",
}


def words_of_thing(one: ThingChange) -> str:
    """One changed thing for a person to read."""
    what = ", ".join(CHANGE_WORDS[change] for change in one.changes)
    where = f"{one.inside}/{one.code}" if one.inside else one.code
    return f'{THING_WORDS[one.thing]} "{one.title}" ({where}): {what}'


def data_of_thing(one: ThingChange) -> dict[str, object]:
    """One changed thing as JSON says it."""
    return {
        "thing": one.thing.value,
        "kode": one.code,
        "inside": one.inside,
        "changes": [change.value for change in one.changes],
    }

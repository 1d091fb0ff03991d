"""The rules that show only when a robot sits a quiz (7xx), worded like those of content. Pure."""

from __future__ import annotations

from elearn.content.sentences import en
from elearn.content.sentences import id as indonesian
from elearn.content.sentences.rows import Rule, error, warning
from elearn.problems import Level, Sentence, register_sentences

RULES: dict[str, Rule] = {
    "K-701": error(
        'kunci soal "{question}" hanya bernilai {percent}%, bukan 100%',
        "periksa kunci dan Nilai-sebagian soal ini.",
    ),
    "K-702": error(
        'kunci soal "{question}" tidak dapat dikirim peserta: {answer}',
        "persingkat jawaban yang pertama, atau tulis dengan huruf yang dapat diketik.",
    ),
    "K-703": error('soal "{question}" memberi nilai walau dikosongkan', "periksa kunci soal ini."),
    "K-704": error(
        'mengeklik sembarang di kuis "{quiz}" rata-rata menghasilkan {mean}%, padahal lulus mulai {percent}%',
        "naikkan lulus, tambah pilihan, atau ganti sebagian soal dengan Isian: atau Angka:.",
    ),
    "K-705": error(
        'undian tidak adil: "{question}" keluar {times} kali dari {sittings}, seharusnya sekitar {expected}',
        "laporkan kepada pengelola; undian ini tidak boleh dipakai.",
    ),
    "K-706": error(
        'pilihan "{option}" tidak tinggal di bawah ketika pilihan diacak',
        'tulis "Acak: tidak" pada soal "{question}".',
    ),
    "K-707": error(
        'tempat kunci "{option}" dapat ditebak walau pilihan diacak',
        'laporkan kepada pengelola; acakan soal "{question}" tidak boleh dipakai.',
    ),
    "K-750": warning(
        'mengeklik sembarang di kuis "{quiz}" lulus {share}% dari percobaan (lulus mulai {percent}%)',
        "tambah soal atau pilihan, ganti sebagian dengan Isian: atau Angka:, atau naikkan lulus.",
    ),
}

_ENGLISH: dict[str, Sentence] = {
    "K-701": Sentence(
        'the key of "{question}" earns {percent}% only, not 100%', "check key and partial credit."
    ),
    "K-702": Sentence(
        'learners cannot send the key of "{question}": {answer}',
        "shorten the first answer, or write it with letters that can be typed.",
    ),
    "K-703": Sentence('the question "{question}" pays a blank answer', "check its key."),
    "K-704": Sentence(
        'random clicking in the quiz "{quiz}" earns {mean}% on average, and {percent}% passes',
        "raise the pass mark, add options, or use Isian: or Angka: in some questions.",
    ),
    "K-705": Sentence(
        'the draw is not fair: "{question}" came {times} times of {sittings}, expected about {expected}',
        "tell the operator; this draw must not be used.",
    ),
    "K-706": Sentence(
        'the option "{option}" does not stay last when options are shuffled',
        'write "Acak: tidak" in the question "{question}".',
    ),
    "K-707": Sentence(
        'the place of the key "{option}" can be guessed although options are shuffled',
        'tell the operator; the shuffle of "{question}" must not be used.',
    ),
    "K-750": Sentence(
        'random clicking in the quiz "{quiz}" passes {share}% of the time (from {percent}%)',
        "add questions or options, use Isian: or Angka: in some, or raise the pass mark.",
    ),
}


def register() -> None:
    """Make the wording known in both languages."""
    register_sentences("id", {rule: row.sentence for rule, row in RULES.items()}, indonesian.FRAME)
    register_sentences("en", _ENGLISH, en.FRAME)


def level_of(rule: str) -> Level:
    """Whether one of these rules is an error or a warning."""
    return RULES[rule].level


register()

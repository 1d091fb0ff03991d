"""The words of every note, in Indonesian: the one table of this room."""

from elearn.exchange.notes import Item, Note

SENTENCES = {
    # files
    "too-large": "Berkas terlalu besar: {size} KiB, paling besar {limit} KiB. Pecah menjadi beberapa berkas.",
    "empty": "Berkas kosong.",
    "binary": "Berkas ini bukan teks.",
    "utf-16": "Berkas ditulis sebagai UTF-16. Simpan ulang sebagai UTF-8, lalu coba lagi.",
    "not-utf-8": "Baris {line}: berkas bukan UTF-8. Simpan ulang sebagai UTF-8, lalu coba lagi.",
    "xml-encoding": "Berkas XML ditulis sebagai {encoding}. Simpan ulang sebagai UTF-8, lalu coba lagi.",
    "xml": "Baris {line}: berkas ini bukan XML yang utuh ({problem}).",
    "doctype": "Berkas XML memuat DOCTYPE. Moodle tidak menulisnya; demi keamanan berkas ini tidak dibaca.",
    "too-deep": "Baris {line}: unsur XML bersarang lebih dari {limit} tingkat.",
    "not-moodle": "Ini bukan Moodle XML: unsur pertamanya <{root}>, seharusnya <quiz>.",
    "no-questions": "Tidak ada soal di berkas ini.",
    "no-answer-lines": "Tidak ada baris ANSWER: di berkas ini, jadi ini bukan berkas Aiken.",
    "too-many": "Berkas memuat lebih dari {limit} soal. Pecah menjadi beberapa berkas.",
    "existing": "Berkas kuis yang sudah ada masih salah di baris {line}: {problem}. Tidak ada yang diubah.",
    "whole": "Soal-soal ini tidak dapat disusun menjadi satu kuis: {problem}. Tidak ada yang ditulis.",
    # refused questions
    "braces": "kurung kurawal tidak berpasangan",
    "two-answers": "kurung kurawal lebih dari satu pasang; tulis \\{{ dan \\}} bila itu bagian teks",
    "description": "hanya teks tanpa jawaban; bila ini awal sebuah soal, hapus baris kosong di bawahnya",
    "information": "hanya teks, bukan soal",
    "essay": "jenis uraian belum tersedia",
    "type": 'jenis "{type}" dari Moodle belum dapat dibawa masuk',
    "true-false": "jawaban benar-salah harus tepat dua: true dan false",
    "text-too-long": "teksnya lebih dari {limit} huruf",
    "no-text": "teks soal kosong",
    "no-right": "tidak ada jawaban yang bernilai penuh",
    "no-right-answer": "tidak ada jawaban pasti yang bernilai penuh",
    "no-number": "tidak ada angka yang menjadi kunci",
    "too-few-options": "pilihannya kurang dari dua",
    "empty-option": "ada pilihan yang kosong, mungkin hanya berisi gambar yang tidak dapat dibawa",
    "option-twice": 'pilihan "{option}" tertulis dua kali',
    "weight": 'bobot "{weight}" tidak terbaca; tulis misalnya %50%',
    "number": '"{number}" bukan angka yang dapat menjadi kunci',
    "range-order": "rentang {low} sampai {high} terbalik",
    "several-numbers": "beberapa angka bernilai penuh ({numbers}), sedangkan soal angka berkunci satu",
    "no-answer-line": "tidak ada baris ANSWER:",
    "answer-letter": 'kunci "{answer}" tidak ada di antara pilihan {letters}',
    "letter-twice": "huruf pilihan berulang: {letters}",
    "few-pairs": "pasangannya kurang dari dua",
    "pair": 'pasangan "{pair}" tidak lengkap',
    "twice": "sama persis dengan soal di baris {line}",
    "checker": "{problem}",
    "misread": "teksnya tidak dapat ditulis tanpa berubah arti",
    "quiz-full": "berkas kuis sudah penuh; bawa soal ini ke berkas kuis lain",
    # what was lost on the way in
    "already-there": "sudah ada di berkas kuis; versi di sana dipertahankan",
    "name-as-text": "teks soal kosong: nama soal dipakai",
    "two-right": "dua pilihan bernilai penuh: dibaca sebagai pilihan jamak, semua harus dipilih",
    "negative": "nilai di bawah nol menjadi 0",
    "weights-levelled": "bobot pilihan yang benar disamakan",
    "wrong-clicks-cost": "di sini memilih yang salah mengurangi nilai",
    "points": "nilai {points} tidak dapat dipakai: menjadi 1 poin",
    "bare-answer": "jawaban tanpa tanda = dibaca sebagai isian",
    "anything-earns": "nilai untuk jawaban sembarang (*) hilang",
    "wildcard": 'jawaban berpola "{answer}" hilang: isian tidak mengenal *',
    "number-part": "nilai sebagian untuk angka {numbers} hilang",
    "units": "satuan tidak dapat dibawa semua: {units}",
    "picture-elsewhere": 'gambar "{picture}" tidak ikut di dalam berkas, jadi hilang',
    "picture-broken": 'gambar "{picture}" rusak, jadi hilang',
    "picture-too-large": 'gambar "{picture}" terlalu besar atau terlalu banyak, jadi hilang',
    "picture-kind": 'gambar "{picture}" bukan SVG, PNG, JPEG atau WebP yang aman, jadi hilang',
    "lost-element": "unsur <{element}> hilang",
    "table": "periksa tabelnya: baris pertama menjadi kepala tabel",
    # what is lost on the way out
    "out-kind": "jenis ini tidak dapat ditulis dalam format ini",
    "out-arrow": "GIFT membaca tanda -> sebagai pasangan",
    "out-withdrawn": "soal yang ditarik tidak ditulis",
    "out-draft": "tanda draf hilang",
    "out-points": "poin hilang",
    "out-tags": "tag hilang",
    "out-difficulty": "tingkat hilang",
    "out-reference": "rujukan hilang",
    "out-hints": "petunjuk hilang",
    "out-shuffle": '"Acak: tidak" hilang',
    "out-closing": "kata untuk jawaban benar, salah atau sebagian hilang",
    "out-explanation": "pembahasan hilang",
    "out-feedback": "tanggapan tiap pilihan hilang",
    "out-partial": "nilai sebagian hilang",
    "out-all-or-nothing": "aturan semua atau tidak sama sekali menjadi nilai sebagian",
    "out-exact": '"Persis: ya" hilang',
    "out-unit": "satuan hilang",
    "out-relative": "toleransi persen menjadi toleransi biasa",
    "out-range": "rentang menjadi angka tengah dengan toleransi",
    "out-words": "pilihan Ya dan Tidak menjadi Benar dan Salah",
    "out-picture": "gambar tidak ikut",
    "out-layout": "teks menjadi satu baris",
    "out-code": "kode hilang",
}


def worded(note: Note) -> str:
    """The sentence of a note."""
    return SENTENCES[note.code].format_map(note.values)


def reason_of(item: Item) -> str:
    """Why a question was refused, or what was lost; may be empty."""
    return "; ".join(worded(note) for note in item.notes)

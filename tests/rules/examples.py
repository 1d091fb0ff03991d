"""For every rule that a file can break: what breaks it. docs/aturan.md is made of these.

A rule that no file alone can show stands in `IN_WORDS`, with the words of its row and the test that shows it.
"""

from __future__ import annotations

from tests.rules.trees import (
    COURSE,
    COURSE_PATH,
    IMAGE_PATH,
    META,
    MODULE,
    MODULE_PATH,
    PRACTICE,
    PRACTICE_PATH,
    QUESTION,
    QUIZ_PATH,
    SVG,
    TAIL,
    TWO,
    Example,
    asked,
    course,
    file,
    meta,
    module,
    questions,
    quiz,
    section,
    words,
)

LONG_WORDS = " ".join(["kata"] * 150 * 16)
JAMAK = f"{META} | Jenis: jamak"
SOUND_QUIZ = f"---\njudul: Akhir\nkode: akhir\n---\n\n{QUESTION}"
OTHER_COURSE = {
    "modules/lain/course.md": COURSE.replace("spbe", "lain").replace("SPBE", "Lain"),
    "modules/lain/01-x.md": "---\njudul: X\nkode: x\n---\n\n## Isi {#isi}\n\nTeks.\n",
}

QUESTIONS = {
    "K-101": asked("- [ ] Satu\n- [ ] Dua"),
    "K-102": asked(f"{TWO}\n\nIsian: Satu"),
    "K-104": asked("- [x] Satu\n- [ ] Dua (benar)"),
    "K-105": meta(f"{META} | Tingkat: gampang"),
    "K-106": asked("- [x] Satu\n- [ ]\n- [ ] Tiga"),
    "K-107": asked("- [x] Satu\n- Dua\n- [ ] Tiga"),
    "K-108": asked(f"{TWO}\n\n> Dua keliru, sebab ..."),
    "K-109": asked("- [x] Satu\n- [ ] Dua\n- [ ] Dua"),
    "K-110": asked(f"{TWO}\n\nPembahasan: karena begitu.", tail=""),
    "K-111": asked(f"{TWO}\n\nTeks yang tertinggal."),
    "K-112": asked("- [v] Satu\n- [ ] Dua\n- [x] Tiga"),
    "K-113": asked(TWO, tail="> **Pembahsan:** karena begitu.", shown="> **Pembahsan:** karena begitu."),
    "K-114": asked(f"{TWO}\n\n{TAIL}", shown=f"{TAIL}\n\n> **Pembahasan:** sekali lagi."),
    "K-115": asked("Isan: SPBE"),
    "K-117": asked("Angka: 3.14"),
    "K-118": asked("- [x] Satu"),
    "K-119": asked("- [x] Satu\n- [x] Dua\n- [50%] Tiga", meta=JAMAK),
    "K-120": asked("- [x] Satu\n- [150%] Dua"),
    "K-121": asked(
        "- [x] Satu\n- [ ] Dua\n- [ ] Tiga",
        title="Pilih dua jawaban.",
        shown="## Pilih dua jawaban.\n\n- [x] Satu\n- [ ] Dua\n- [ ] Tiga",
    ),
    "K-122": asked(
        "- [x] Satu\n- [x] Dua",
        meta=f"{META} | Jenis: tunggal",
        shown="Jenis: tunggal\n\n- [x] Satu\n- [x] Dua",
    ),
    "K-123": asked(TWO, title="", shown="## "),
    "K-124": asked(f"Perhatikan teks ini.\n---\n\n{TWO}", shown="Perhatikan teks ini.\n---"),
    "K-125": meta(f"{META} | Poin: 1 | Poin: 2"),
    "K-126": asked("- [x] Benar\n- [x] Salah"),
    "K-127": asked("Isian:"),
    "K-128": asked("Isian: SPBE | | e-government"),
    "K-129": asked("Isian: BerAKHLAK | berakhlak"),
    "K-130": quiz(QUESTION.replace("## ", "##"), shown="##Apa itu SPBE?"),
    "K-131": meta("Kode: Soal Satu | Rujukan: dasar#pengantar"),
    "K-132": asked(TWO, tail="> **Pembahasan:**", shown="> **Pembahasan:**"),
    "K-133": meta("Kode: q1 | Rujukan: bab dua"),
    "K-140": asked("Angka:"),
    "K-141": asked("Angka: lima"),
    "K-142": asked("Angka: 5 s.d. 10 ± 1"),
    "K-143": asked("Angka: 40% ± 5%"),
    "K-144": asked("Angka: 10 s.d. 5"),
    "K-145": asked("Angka: 10 ± -1"),
    "K-150": asked("- [x] Satu\n- [x] Dua\n- [ ] Tiga"),
    "K-151": meta("Kode: q1 | Pion: 2"),
    "K-152": asked("- [x] Sistem Pemerintahan Berbasis Elektronik\n- [ ] Sistem Pos\n- [ ] Surat"),
    "K-153": asked(TWO, tail="", shown=words("soal tanpa > **Pembahasan:** ...")),
    "K-154": meta("Kode: q1"),
    "K-155": asked("- [x] A. Satu\n- [ ] B. Dua"),
    "K-156": meta("Rujukan: dasar#pengantar"),
    "K-157": asked("- [x] Satu\n- [ ] Dua\n- [ ] A dan B benar"),
    "K-158": meta("Kode: q1 | Warna: merah"),
    "K-160": asked("Pasangkan:\n\n- SPBE -> Perpres 95/2018"),
    "K-161": asked("Pasangkan:\n\n- SPBE -> Perpres 95/2018\n- ASN: UU 20/2023\n- Arsip -> UU 43/2009"),
    "K-162": asked("Pasangkan:\n\n- SPBE -> Perpres 95/2018\n- ASN ->\n- Arsip -> UU 43/2009"),
    "K-163": asked("Pasangkan:\n\n- SPBE -> Perpres 95/2018\n- SPBE -> UU 20/2023"),
    "K-164": asked("Pasangkan:\n\n- SPBE -> Perpres 95/2018\n- ASN -> UU 20/2023\n- -> UU 20/2023"),
    "K-165": asked("Pasangkan: SPBE -> Perpres 95/2018\n\n- ASN -> UU 20/2023\n- Arsip -> UU 43/2009"),
    "K-166": asked("Urutkan:\n\n1. Satu\n2.\n3. Tiga"),
    "K-167": asked("Urutkan:\n\n1.Satu\n2.Dua"),
    "K-168": asked("Pasangkan:\n\n- SPBE -> Perpres 95/2018\nASN -> UU 20/2023\n- Arsip -> UU 43/2009"),
    "K-169": asked("Pasangkan:\n\n- KTP-el -> Dukcapil\n- KK -> Dukcapil"),
    "K-170": asked("Urutkan:\n\n1. Menilai kesiapan"),
    "K-171": asked("Urutkan:\n\n1. Satu\n3. Tiga"),
    "K-172": asked("Urutkan:\n\n1. Satu\n- Dua"),
    "K-174": asked(
        "Urutkan:\n\n" + "\n".join(f"{n}. Langkah {n}" for n in range(1, 102)),
        shown=words("Urutkan: dengan 101 butir"),
    ),
    "K-175": asked("Lengkapi:\n\nSPBE diatur pada tahun 2018."),
    "K-176": asked("Lengkapi:\n\nSPBE diatur pada tahun [[2018."),
    "K-177": asked("Lengkapi:\n\nSPBE diatur pada tahun [[]]."),
    "K-179": asked("Lengkapi:\n\nDitetapkan oleh [[ [x] Presiden | [x] Menteri ]]."),
    "K-180": asked("Lengkapi:\n\nDitetapkan oleh [[ [x] Presiden | Menteri ]]."),
    "K-181": asked("Lengkapi:\n\nDitetapkan oleh [[ [x] Presiden ]]."),
    "K-183": asked("Lengkapi:\n\nJumlahnya [[Isian: 95]]."),
    "K-184": asked("Lengkapi:\n\nBaca [Perpres [[95]]](https://peraturan.go.id)."),
    "K-185": asked("Uraian: 150-300 kata"),
    "K-186": asked(f"{TWO}\n\n> **Contoh jawaban:** Satu.", shown=f"{TWO}\n\n> **Contoh jawaban:** Satu."),
    "K-190": asked(
        "- [x] Puas\n- [ ] Tidak puas",
        meta=f"{META} | Jenis: survei",
        shown="Jenis: survei\n\n- [x] Puas\n- [ ] Tidak puas",
    ),
    "K-191": meta("Kode: q1 | Jenis: survei | Poin: 2", "- [ ] Puas\n- [ ] Tidak puas"),
    "K-192": asked("Uraian: secukupnya\n\nRubrik:\n\n- (1) Jelas", shown="Uraian: secukupnya"),
    "K-193": asked("Uraian: 150-300 kata\n\n- (1) Bahasa jelas"),
    "K-194": asked("Uraian:\n\nRubrik:\n\n- Bahasa jelas"),
    "K-195": asked(
        "Uraian:\n\nRubrik:\n\n- (4) Menyebut masalah\n- (3) Bahasa jelas",
        meta=f"{META} | Poin: 10",
        shown="Poin: 10\n\nUraian:\n\nRubrik:\n\n- (4) Menyebut masalah\n- (3) Bahasa jelas",
    ),
    "K-196": asked("Uraian:\n\nRubrik:\n\n- (0) Bahasa jelas"),
    "K-197": asked(
        "Uraian:\n\nRubrik:\n\n- (1) Bahasa jelas\n  - 1: jelas sekali\n  - 1: jelas",
    ),
    "K-198": asked(
        "Uraian:\n\nRubrik:\n\n- (4) Bahasa jelas\n  - 2: cukup\n  - 0: tidak jelas",
        meta=f"{META} | Poin: 4",
        shown="Uraian:\n\nRubrik:\n\n- (4) Bahasa jelas\n  - 2: cukup\n  - 0: tidak jelas",
    ),
    "K-199": asked("Uraian: 150-300 kata\n\nRubrik:"),
}

QUIZZES = {
    "K-201": quiz("Selamat mengerjakan.\n", shown=words("kepala berkas tanpa satu pun ## soal")),
    "K-202": quiz(f"# Dasar (ambil 5)\n\n{QUESTION}", shown="# Dasar (ambil 5)\n\n## satu soal saja"),
    "K-203": quiz(f"# Dasar (ambil 1)\nAmbil: 1\n\n{QUESTION}", shown="# Dasar (ambil 1)\nAmbil: 1"),
    "K-204": quiz(
        "# Dasar (ambil 1)\n\n" + questions(TWO) + questions(TWO, meta_more=" | Poin: 3").replace("q1", "q2"),
        shown="# Dasar (ambil 1)\n\nsoal Poin: 1 dan soal Poin: 3",
    ),
    "K-205": quiz(QUESTION, keys="lulus: 120%\n"),
    "K-206": quiz(f"{QUESTION}\n{QUESTION}", shown=words("Kode: q1 pada dua soal")),
    "K-207": quiz(QUESTION, keys="bank: tiada\nambil: 1\n"),
    "K-208": quiz(f"# Dasar\n\n# Penerapan\n\n{QUESTION}", shown="# Dasar\n\n# Penerapan"),
    "K-209": quiz(QUESTION, keys="setara: tiada\n"),
    "K-210": Example(
        shown=words("bank: istilah tanpa ambil:"),
        files={
            QUIZ_PATH: f"---\njudul: Akhir\nkode: akhir\nbank: istilah\n---\n\n{QUESTION}",
            "quizzes/bank/istilah.md": "---\njudul: Istilah\nkode: istilah\n---\n\n"
            + QUESTION.replace("q1", "b1"),
        },
    ),
    "K-250": quiz(
        questions(*(f"- [ ] Salah {n}\n- [x] Betul {n}" for n in range(4))),
        shown=words("empat soal pilihan tunggal, [x] selalu di tempat kedua"),
    ),
    "K-251": quiz(
        questions(TWO, "Isian: a", "Isian: b"), keys="ambil: 2\n", shown=words("ambil: 2 dari 3 soal")
    ),
    "K-252": quiz(
        questions(*(f"- [x] Betul {n}\n- [ ] Itu lagi" for n in range(3))),
        shown=words("pilihan yang sama, - [ ] Itu lagi, di tiga soal"),
    ),
    "K-253": quiz(
        "# Dasar (ambil 1)\n\n" + questions(TWO, "Isian: a"),
        keys="ambil: 1\n",
        shown=words("ambil: 1 di kepala berkas, dan # Dasar (ambil 1)"),
    ),
    "K-254": quiz(
        questions("Uraian:\n\nRubrik:\n\n- (1) Jelas"),
        keys="waktu: 5 menit\n",
        shown="waktu: 5 menit\n\nUraian:",
    ),
    "K-255": quiz(
        questions(*["- [x] Benar\n- [ ] Salah"] * 4),
        shown=words("empat soal benar-salah, semuanya - [x] Benar"),
    ),
}

COURSES = {
    "K-301": module("Teks lepas.\n\n## A {#pengantar}\n\nTeks.\n"),
    "K-302": module("# Judul\n\n## A {#pengantar}\n\nTeks.\n"),
    "K-303": module("Teks saja.\n", shown="modul tanpa satu pun ## bagian"),
    "K-304": module("## Kosong {#kosong}\n\n## Pengantar {#pengantar}\n\nTeks.\n"),
    "K-305": module("## A {#pengantar}\n\n#### Rinci\n\nTeks.\n"),
    "K-306": module(
        f"## A {{#pengantar}}\n\n{LONG_WORDS} {LONG_WORDS}\n", shown=words("bagian dengan 4.800 kata")
    ),
    "K-307": module("## A {#pengantar}\n\nSatu.\n\n## B {#pengantar}\n\nDua.\n"),
    "K-309": section("## Tugas praktik {#tugas}\n\nUkur waktu layanan.\n\nKonfirmasi: atasan"),
    "K-310": Example(
        shown=words("folder modules/lain/ berisi modul tanpa course.md"),
        files={"modules/lain/01-x.md": OTHER_COURSE["modules/lain/01-x.md"]},
    ),
    "K-311": course("urutan: dasar, lanjut"),
    "K-312": file("modules/spbe/02-dasar.md", MODULE, words("kode: dasar di 01-dasar.md dan 02-dasar.md")),
    "K-313": Example(
        shown="kode: bank",
        files={**OTHER_COURSE, "modules/lain/course.md": COURSE.replace("kode: spbe", "kode: bank")},
    ),
    "K-314": Example(
        shown=words("folder kursus yang hanya berisi course.md"),
        files={"modules/lain/course.md": OTHER_COURSE["modules/lain/course.md"]},
    ),
    "K-315": module("## A {#pengantar}\n\nTeks.\n", keys="tugas-praktik: ya\n"),
    "K-350": module(f"## A {{#pengantar}}\n\n{LONG_WORDS}\n", shown=words("bagian dengan 2.400 kata")),
    "K-351": module("## Pengantar\n\nTeks.\n"),
    "K-352": file(
        COURSE_PATH,
        COURSE.replace("Mengapa ini penting", "Pendahuluan"),
        words("course.md tanpa ## Mengapa ini penting"),
    ),
    "K-353": course("berlaku-sampai: 2026-01-01"),
    "K-354": file(COURSE_PATH, COURSE.replace("2026-06-01", "2025-03-05"), "ditinjau: 2025-03-05"),
    "K-355": module("## A {#pengantar}\n\nTeks.\n", keys="tujuan: menjelaskan SPBE\n"),
    "K-356": course(
        "urutan: dasar",
        files={
            "modules/spbe/02-lanjut.md": OTHER_COURSE["modules/lain/01-x.md"].replace(
                "kode: x", "kode: lanjut"
            )
        },
        shown=words("urutan: dasar, padahal ada 02-lanjut.md"),
    ),
    "K-357": file(
        COURSE_PATH,
        COURSE.replace("ditinjau: 2026-06-01\n", ""),
        words("course.md berstatus terbit tanpa ditinjau:"),
    ),
}

FILES = {
    "K-401": file("modules/spbe/02-besar.md", b"x" * (1024 * 1024 + 1), words("berkas di atas 1 MiB")),
    "K-402": file("modules/spbe/02-kosong.md", b"\n\n", words("berkas tanpa isi")),
    "K-403": file(
        "modules/spbe/02-lama.md",
        "---\njudul: Café\n---\n".encode("cp1252"),
        words("berkas disimpan sebagai ANSI"),
    ),
    "K-404": file("modules/spbe/02-nol.md", b"---\njudul: a\x00\n---\n", words("berkas biner bernama .md")),
    "K-405": section("```\nkode tanpa penutup"),
    "K-406": section("<!-- catatan untuk diri sendiri"),
    "K-407": section("[a]" * 301, shown=words("satu paragraf dengan 301 tanda [")),
    "K-408": section(">" * 21 + " dalam"),
    "K-409": section("a" * 20_001, shown=words("satu baris dengan 20.001 karakter")),
    "K-410": file(
        "modules/spbe/02-lanjut.md", "---\njudul: Lanjut\n\n## Isi\n", "---\njudul: Lanjut\n\n## Isi"
    ),
    "K-411": quiz(QUESTION, keys="kesempatn: 3\n"),
    "K-412": quiz(QUESTION, keys="lulus: 70%\nlulus: 80%\n"),
    "K-413": quiz(QUESTION, keys="jeda: sebentar\n"),
    "K-414": file(
        "modules/spbe/02-lanjut.md",
        "---\nkode: lanjut\n---\n\n## Isi {#isi}\n\nTeks.\n",
        words("kepala berkas tanpa judul:"),
    ),
    "K-415": quiz(QUESTION, keys="ini bukan kunci\n"),
    "K-416": quiz(QUESTION, keys="versi: 2\n"),
    "K-417": quiz(QUESTION, keys="lulus:\n"),
    "K-420": section("![Alur](gambar/tiada.svg)"),
    "K-421": section("![Alur](https://contoh.go.id/alur.png)"),
    "K-422": section("[Rahasia](../../../rahasia.md)"),
    "K-423": section("Baca [modul dua](02-tiada.md)."),
    "K-424": section("Baca [pengantar](#pengantr)."),
    "K-426": file("modules/spbe/01-Dasar.md", MODULE, words("01-dasar.md dan 01-Dasar.md")),
    "K-427": Example(
        shown=words("gambar/besar.svg sebesar 586 KiB"),
        files={
            MODULE_PATH: MODULE.replace("Teks pendek.", "![Alur](gambar/besar.svg)\n\nTeks."),
            "modules/spbe/gambar/besar.svg": SVG.replace("Alur", "Alur " * 120_000),
        },
    ),
    "K-429": section("![Alur](gambar/alur.bmp)"),
    "K-430": section("[Buka](javascript:alert)"),
    "K-433": file("modules/spbe/02-panjang.md", "a\n" * 20_001, words("berkas dengan 20.001 baris")),
    "K-434": file("modules/spbe/bab/02-lanjut.md", MODULE, "modules/spbe/bab/02-lanjut.md"),
    "K-450": section("![](gambar/alur.svg)"),
}

ACROSS = {
    "K-501": meta("Kode: q1 | Rujukan: dasar#pengantr"),
    "K-502": file(MODULE_PATH, MODULE.replace("kuis: akhir", "kuis: akhr"), "kuis: akhr"),
    "K-503": section("[Cek pemahaman](../../quizzes/spbe/latihan.md#l9)"),
    "K-504": section("[Cek pemahaman](../../quizzes/spbe/akhir.md#q1)"),
    "K-505": Example(
        shown=words("tautan Cek pemahaman menuju soal Uraian:"),
        files={
            MODULE_PATH: MODULE + "\n[Cek pemahaman](../../quizzes/spbe/latihan.md#l1)\n",
            PRACTICE_PATH: PRACTICE.replace(TWO, "Uraian:\n\nRubrik:\n\n- (1) Jelas"),
        },
    ),
    "K-506": course("prasyarat: tiada"),
    "K-507": course(
        "prasyarat: lain",
        shown=words("dua kursus yang saling menulis prasyarat:"),
        files={
            **OTHER_COURSE,
            "modules/lain/course.md": OTHER_COURSE["modules/lain/course.md"].replace(
                "status: terbit", "prasyarat: spbe\nstatus: terbit"
            ),
        },
    ),
    "K-508": course("prates: tiada"),
    "K-511": course("kelulusan: semua-modul, pascates"),
    "K-512": course("kelulusan: tugas-praktik"),
    "K-513": Example(
        shown=words("bank: istilah, padahal quizzes/bank/istilah.md masih salah"),
        files={
            QUIZ_PATH: f"---\njudul: Akhir\nkode: akhir\nbank: istilah\nambil: 1\n---\n\n{QUESTION}",
            "quizzes/bank/istilah.md": "rusak",
        },
    ),
    "K-514": file(
        "quizzes/spbe/dasar.md",
        SOUND_QUIZ.replace("kode: akhir", "kode: dasar"),
        words("kode: dasar pada modul dan kuis"),
    ),
    "K-515": file("quizzes/yatim/akhir.md", SOUND_QUIZ, words("quizzes/yatim/ tanpa modules/yatim/")),
    "K-516": Example(
        shown=words("kuis: akhir pada modul, tetapi kuis itu jenis: prates"),
        files={QUIZ_PATH: SOUND_QUIZ.replace("kode: akhir", "kode: akhir\njenis: prates")},
    ),
    "K-550": Example(
        shown=words("kuis: akhir pada modul, tetapi tidak ada Rujukan: dasar#... di kuis itu"),
        files={
            **OTHER_COURSE,
            QUIZ_PATH: SOUND_QUIZ.replace("dasar#pengantar", "lain/x#isi"),
        },
    ),
    "K-551": course("prates: akhir"),
}

PAGES = {
    "K-601": section("Rumus $\\frac{$."),
    "K-604": section("[" * 150, shown=words("150 tanda [ yang tidak ditutup")),
    "K-605": Example(
        shown=words("gambar/alur.svg berisi teks biasa"),
        files={MODULE_PATH: MODULE + "\n![Alur](gambar/alur.svg)\n", IMAGE_PATH: "bukan gambar"},
    ),
    "K-606": Example(
        shown=words("gambar/alur.svg berisi <script>"),
        files={
            MODULE_PATH: MODULE + "\n![Alur](gambar/alur.svg)\n",
            IMAGE_PATH: SVG.replace("<title>", "<script>1</script><title>"),
        },
    ),
    "K-607": Example(
        shown=words("gambar/alur.png yang sebenarnya SVG"),
        files={MODULE_PATH: MODULE + "\n![Alur](gambar/alur.png)\n", "modules/spbe/gambar/alur.png": SVG},
    ),
    "K-608": section("<ftp://arsip.example/a>"),
    "K-609": section("![Alur][1]\n\n[1]: https://contoh.go.id/alur.png"),
    "K-610": Example(
        shown=words("rekaman.mp3 yang bukan rekaman"),
        files={
            MODULE_PATH: MODULE + "\n[Dengarkan](gambar/rekaman.mp3)\n",
            "modules/spbe/gambar/rekaman.mp3": "bukan suara",
        },
    ),
    "K-650": Example(
        shown=words("tautan ke modul berstatus: draf"),
        files={
            MODULE_PATH: MODULE + "\nBaca [draf](02-draf.md).\n",
            "modules/spbe/02-draf.md": OTHER_COURSE["modules/lain/01-x.md"].replace(
                "kode: x", "kode: draf\nstatus: draf"
            ),
        },
    ),
    "K-651": section(
        "| . | . |\n|---|---|\n" + "| . | . |\n" * 6000, shown=words("tabel dengan 6.000 baris")
    ),
}

ROBOT = {
    "K-702": asked(
        f"Isian: {'sangat ' * 100}panjang", shown=words("Isian: dengan jawaban di atas 500 karakter")
    ),
    "K-704": quiz(
        questions(*[TWO] * 5), keys="lulus: 40%\n", shown=words("lulus: 40%, lima soal dengan dua pilihan")
    ),
    "K-750": quiz(
        questions(*[TWO] * 5), keys="lulus: 80%\n", shown=words("lulus: 80%, lima soal dengan dua pilihan")
    ),
}
EXAMPLES = {**QUESTIONS, **QUIZZES, **COURSES, **FILES, **ACROSS, **PAGES, **ROBOT}

IN_WORDS = {
    "K-425": "tautan simbolik di dalam folder kursus",
    "K-428": "berkas tanpa izin baca",
    "K-431": "lebih dari 50.000 berkas",
    "K-432": "nama berkas dengan pengodean lama",
    "K-620": "gambar PNG berukuran 60.000 x 60.000 piksel",
    "K-653": "`pemilik:` dengan nama unit yang salah tulis; tampil bila basis data ada",
    "K-652": "beberapa foto besar di satu bagian",
    "K-602": "tabel atau kurung yang memaksa komputer bekerja terlalu lama",
    "K-603": "teks yang menggagalkan pengolah Markdown",
    "K-611": "kunci kuis yang sudah dikerjakan orang berubah; hanya saat `elearn publish`",
    "K-612": "Isian: di bawah Kode: yang terbit sebagai pilihan; hanya saat `elearn publish`",
    "K-613": "kode modul yang sudah dibaca orang diganti; hanya saat `elearn publish`",
    "K-614": "{#kode} bagian yang sudah dibaca orang diganti; hanya saat `elearn publish`",
    "K-615": "kode kuis yang sudah dikerjakan orang diganti; hanya saat `elearn publish`",
    "K-616": "modul baru dengan kode sebuah kuis yang terbit; hanya saat `elearn publish`",
    "K-617": "folder published yang rusak saat orang mengerjakan kuis; hanya saat `elearn publish`",
    "K-618": "`tinjauan: ya`, dan belum ada yang menyetujui versi ini; hanya saat `elearn publish`",
    "K-701": "kunci yang tidak bernilai penuh",
    "K-703": "jawaban kosong yang bernilai",
    "K-705": "undian yang lebih sering memilih soal tertentu",
    "K-706": "Semua jawaban di atas benar (terangkat ke atas saat diacak)",
    "K-707": "kunci yang sesudah diacak tetap di tempat yang sama",
}
"""Faults of the machine the files stand on, or of elearn itself: tests of their rooms show them."""

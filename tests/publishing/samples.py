"""A small course with everything a course may have, as the files of its author."""

COURSE = """---
kode: {code}
judul: Pelayanan {code}
ringkasan: Melayani warga dengan ramah.
bidang: Pelayanan
dasar-hukum: UU 25/2009
ditinjau: 2026-11-01
status: {status}
---

Kursus ini tentang loket.

## Mengapa ini penting {{#mengapa}}

Warga menunggu lebih sebentar.
"""

MODULE = """---
kode: loket
judul: Di loket
jp: 1
tujuan: (P) Peserta mampu menyapa.
kuis: kuis-loket
---

## Menyapa {#menyapa}

Pelayanan dimulai dengan salam. Lihat [bagian berikutnya](#antrean) dan [sub](#senyum).

![Alur di loket](gambar/alur.svg "Dari pintu ke loket")

### Senyum {#senyum}

JP dihitung[^1].

[Cek pemahaman](../../quizzes/CODE/latihan.md#latihan-01)

## Antrean {#antrean}

Warga mengambil nomor antrean. Kembali ke [sapaan](01-loket.md#menyapa).

*[JP]: Jam Pelajaran

[^1]: Lihat **peraturan**.
"""

PRACTICE = """---
kode: latihan
judul: Latihan
jenis: latihan
---

## Siapa yang disapa?
Kode: latihan-01 | Rujukan: loket#menyapa

- [x] Warga
- [ ] Tembok

> **Pembahasan:** Sapalah **orang**.
"""

QUIZ = """---
kode: kuis-loket
judul: Kuis loket
---

## Apa yang diambil warga?
Kode: loket-01 | Rujukan: loket#antrean

- [x] Nomor *antrean*
- [ ] Kursi

> **Pembahasan:** Nomor antrean.
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 240"><title>Alur</title></svg>\n'


def course_files(code: str = "loket-ramah", *, status: str = "terbit", folder: str = "") -> dict[str, str]:
    """The files of a course that can be published."""
    folder = folder or code
    return {
        f"modules/{folder}/course.md": COURSE.format(code=code, status=status),
        f"modules/{folder}/01-loket.md": MODULE.replace("CODE", folder),
        f"modules/{folder}/gambar/alur.svg": SVG,
        f"quizzes/{folder}/latihan.md": PRACTICE,
        f"quizzes/{folder}/kuis-loket.md": QUIZ,
    }

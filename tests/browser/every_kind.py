"""A quiz with every kind of question, pictures and formulas in it, and how to answer it with keys alone."""

from __future__ import annotations

from playwright.sync_api import Page

from elearn.content.questions.contract import Answer, Question
from elearn.content.questions.ordering import Ordering

MOST_TABS = 400
PICTURES = {
    "quizzes/kursus/gambar/alur.svg": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 260">
<g fill="none" stroke="#1c2430" stroke-width="6"><rect x="20" y="60" width="220" height="140"/>
<rect x="340" y="60" width="220" height="140"/><rect x="660" y="60" width="220" height="140"/>
<path d="M240 130h100M560 130h100"/></g></svg>
""",
    "quizzes/kursus/gambar/bulat.svg": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">
<circle cx="60" cy="60" r="50" fill="#0a5a74"/></svg>
""",
    "quizzes/kursus/gambar/kotak.svg": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">
<rect x="10" y="10" width="100" height="100" fill="#b7791f"/></svg>
""",
}
QUESTIONS = r"""
## Pilih satu
Kode: tunggal | Rujukan: modul#bagian

Perhatikan alur berikut.

![Alur: loket, verifikasi, arsip](gambar/alur.svg)

- [x] ![Lingkaran biru](gambar/bulat.svg)
  > Tepat: lingkaran.
- [ ] ![Kotak emas](gambar/kotak.svg)
  > Itu kotak.

> **Petunjuk:** Bentuknya tidak bersudut.

> **Petunjuk:** Warnanya biru.

> **Pembahasan:** Loket digambar bulat.

## Pilih beberapa
Kode: jamak | Jenis: jamak

- [x] Satu
- [x] Dua
- [ ] Tiga

## Pernyataan ini benar.
Kode: bs

- [x] Benar
- [ ] Salah

## Tulis kata itu
Kode: isian

Isian: Kata

> **Pembahasan:** Kata itu "kata".

## Berapa $\frac{8}{2} + \sqrt{0}$?
Kode: angka

Dengan rumus

$$x = \frac{-b + \sqrt{b^2 - 4ac}}{2a} + \sum_{i=1}^{n} \frac{i^2 + 2i + 1}{n^2 + 1} - \int_0^1 t^2\,dt$$

dan $y = \frac{a + b}{c} + \frac{d + e}{f} + \frac{g + h}{i} + \frac{j + k}{l} + \frac{m + n}{o}$.

Angka: 4 dokumen

## Pasangkan
Kode: pasangkan

Pasangkan:

- Kiri satu -> Kanan satu
- Kiri dua -> Kanan dua
- -> Kanan tiga

## Urutkan
Kode: urutkan

Urutkan:

1. Awal
2. Tengah
3. Akhir

## Lengkapi
Kode: lengkapi

Lengkapi:

Nomor [[95]] memuat [[Angka: 70]] pasal, oleh [[ [x] Presiden | [ ] Menteri ]].

## Jelaskan
Kode: uraian

Uraian: 2-50 kata

Rubrik:

- (1) Menyebut sebabnya

## Seberapa puas Anda?
Kode: survei | Jenis: survei

- [ ] Puas
- [ ] Kurang
"""


def tab_to(page: Page, css: str, key: str = "Tab") -> None:
    """Press Tab until this element has the focus, as somebody without a mouse does."""
    wanted = page.locator(f"{css}:focus")
    for _ in range(MOST_TABS):
        if wanted.count():
            return
        page.keyboard.press(key)
    raise AssertionError(f"{css} cannot be reached with Tab")


def answer_with_keys(page: Page, question: Question, answer: Answer, *, scripts: bool) -> None:
    """Give an answer: Tab, arrows, Space, Enter and letters."""
    code = question.code
    if isinstance(question, Ordering) and scripts:
        put_in_order(page, question)
    elif isinstance(answer, dict):
        for key, value in answer.items():
            fill(page, f"[name='{code}.answer-{key}']", value)
    elif page.locator(f"[name='{code}.answer'][type=radio]").count():
        assert isinstance(answer, str)
        pick(page, code, answer)
    elif isinstance(answer, list):
        for value in answer:
            tab_to(page, f"[name='{code}.answer'][value='{value}']")
            page.keyboard.press("Space")
    else:
        assert isinstance(answer, str)
        fill(page, f"[name='{code}.answer']", answer)


def pick(page: Page, code: str, value: str) -> None:
    """A radio button: Space chooses the one with the focus, the arrow chooses the next."""
    tab_to(page, f"[name='{code}.answer']")
    page.keyboard.press("Space")
    for _ in range(20):
        if page.locator(f"[name='{code}.answer'][value='{value}']:focus").count():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} cannot be reached with arrows")


def fill(page: Page, css: str, value: str) -> None:
    """A list by arrows, a field by letters."""
    tab_to(page, css)
    values = page.locator(f"{css} option").evaluate_all("all => all.map((one) => one.value)")
    if not values:
        page.keyboard.type(value)
        page.keyboard.press("Tab")
        return
    for _ in range(values.index(value)):
        page.keyboard.press("ArrowDown")


def put_in_order(page: Page, question: Ordering) -> None:
    """Move each item up to its place with its button."""
    code = question.code
    for place, key in enumerate(question.part_keys()):
        item = f"[data-question='{code}'] li:has([name='{code}.answer-{key}'])"
        steps = page.locator(item).evaluate("one => [...one.parentElement.children].indexOf(one)") - place
        for _ in range(steps):
            tab_to(page, f"{item} button:has-text('Naik')")
            page.keyboard.press("Enter")
    use = page.locator(f"[data-question='{code}'] button", has_text="Pakai urutan ini")
    if use.is_visible():  # it stood in the right order from the beginning
        use.focus()
        page.keyboard.press("Enter")

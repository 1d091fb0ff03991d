"""The macros keep what they promise to people who listen to a page, or tell colours apart badly."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup
from wtforms import BooleanField, Form, PasswordField, RadioField, StringField, validators
from wtforms.fields import SelectChoice

from elearn.web import assets, language

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STATES = ("exempt", "completed", "overdue", "due_soon", "in_progress", "not_started", "expired")


@pytest.fixture(scope="module")
def jinja():
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_null_translations(newstyle=True)
    environment.globals.update(
        asset=lambda name: f"/static/v/{name}",
        icon=lambda name: assets.ICON.format(address="/static/v/img/icons.svg", name=name),
        csrf=lambda: Markup('<input type="hidden" name="csrf_token" value="token">'),
        content_lang=language.content_lang,
    )
    environment.filters.update(
        number=lambda value: f"{value:g}".replace(".", ","),
        minutes=lambda value: f"{value} menit",
        content=language.content,
    )
    return environment


@pytest.fixture
def draw(jinja):
    """Render one line of template with everything imported."""

    def _draw(line: str, **values: object) -> str:
        head = "".join(
            f'{{% import "macros/{name}.html" as {name} %}}'
            for name in ("parts", "form", "question", "reading", "cover")
        )
        return jinja.from_string(head + line).render(**values)

    return _draw


class SignIn(Form):
    """A form with one of each kind of field."""

    nip = StringField(
        "NIP", [validators.Length(min=18, message="NIP terdiri atas 18 angka.")], description="18 angka."
    )
    password = PasswordField("Kata sandi")
    stay = BooleanField("Tetap masuk")
    size = RadioField(
        "Ukuran huruf",
        choices=[SelectChoice("normal", "Normal"), SelectChoice("large", "Besar")],
        default="normal",
    )


def refused_form() -> SignIn:
    form = SignIn(nip="1985")
    form.validate()
    return form


def described_ids(html: str) -> list[str]:
    return " ".join(re.findall(r'aria-describedby="([^"]*)"', html)).split()


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_a_word_and_an_icon_never_colour_alone(draw, state):
    badge = draw("{{ parts.state_badge(state) }}", state=state)

    assert re.search(r"</svg>[A-Z][a-z ]+</span>", badge)
    assert "#" in badge


def test_seven_states_are_told_apart_without_colour(draw):
    badges = {re.sub(r'class="[^"]*"', "", draw("{{ parts.state_badge(s) }}", s=state)) for state in STATES}

    assert len(badges) == len(STATES)


def test_a_listener_hears_help_and_error_with_the_field(draw):
    html = draw("{{ form.field(f.nip) }}", f=refused_form())

    assert described_ids(html) == ["nip-help", "nip-error"]
    assert all(f'id="{name}"' in html for name in described_ids(html))
    assert 'aria-invalid="true"' in html


def test_a_field_without_help_and_error_points_to_nothing(draw):
    assert described_ids(draw("{{ form.field(f.password) }}", f=SignIn())) == []


def test_every_kind_of_field_has_its_label(draw):
    html = draw("{{ form.field(f.nip) }}{{ form.field(f.stay) }}{{ form.field(f.size) }}", f=SignIn())

    assert '<label for="nip">NIP</label>' in html
    assert "<legend>Ukuran huruf</legend>" in html
    assert html.count('type="radio"') == 2


def test_the_summary_on_top_leads_to_each_refused_field(draw):
    html = draw("{{ form.error_summary(f) }}", f=refused_form())

    assert 'href="#nip"' in html
    assert 'href="#password"' not in html
    assert draw("{{ form.error_summary(f) }}", f=SignIn()) == ""


def test_what_an_author_typed_into_a_title_is_never_markup(draw):
    html = draw(
        "{% call parts.card(title=t, url='/x') %}{{ t }}{% endcall %}{{ parts.empty_state(t, t, ('/x', t)) }}"
        "{{ parts.breadcrumb([('/', t), (None, t)]) }}{{ parts.page_head(t, t, t) }}"
        "{{ parts.notice('info', t) }}",
        t="<script>",
    )

    assert "<script>" not in html


def test_an_unknown_flash_category_reads_as_a_remark(draw):
    assert "is-info" in draw("{{ parts.notice('message', 'Halo') }}")


def test_the_ring_says_its_numbers_in_words_and_never_overflows(draw):
    full = draw("{{ parts.ring(25, 20, '25 dari 20 JP') }}")

    assert 'role="img" aria-label="25 dari 20 JP"' in full
    assert 'stroke-dasharray="100' in full
    assert "ring-done" not in draw("{{ parts.ring(0, 20, '0 dari 20 JP') }}")


def test_a_progress_bar_of_nothing_divides_by_nothing(draw):
    assert '<progress max="1" value="0"' in draw("{{ parts.progress_bar(0, 0, 'Bagian') }}")


def test_a_single_page_has_no_page_turner(draw):
    line = "{% macro u(n) %}?p={{ n }}{% endmacro %}{{ parts.pagination(number, count, u) }}"

    assert draw(line, number=1, count=1).strip() == ""
    assert 'href="?p=2"' in draw(line, number=1, count=3)
    assert 'rel="prev"' not in draw(line, number=1, count=3)


def test_a_locked_station_says_why(draw):
    stop = SimpleNamespace(
        title="Modul 3",
        url=None,
        state="not_started",
        detail="20 menit",
        is_next=False,
        locked="Terbuka setelah modul 2.",
        is_end=False,
    )

    assert "Terbuka setelah modul 2." in draw("{{ parts.stations([stop]) }}", stop=stop)


def test_the_same_course_always_gets_the_same_cover_and_another_one_another(draw):
    def cover(code: str) -> str:
        return draw("{{ cover.cover(seed) }}", seed=list(hashlib.sha256(code.encode()).digest()))

    assert cover("adminduk") == cover("adminduk")
    assert cover("adminduk") != cover("kode-etik")
    assert 'aria-hidden="true"' in cover("adminduk")


@pytest.mark.parametrize("verdict", ["right", "wrong", "partial", "missed"])
def test_a_judged_option_says_its_verdict(draw, verdict):
    html = draw("{{ question.option('radio', 'a', '1', 'Pilihan', True, True, verdict) }}", verdict=verdict)

    assert re.search(r"</svg>[A-Z][a-z ]+</span>", html)


def test_an_option_before_the_answer_tells_nothing(draw):
    html = draw("{{ question.option('radio', 'a', '1', 'Pilihan') }}")

    assert "verdict" not in html
    assert "checked" not in html


def test_a_number_field_names_its_unit_to_a_listener(draw):
    html = draw(
        "{{ question.answer_input('c', '', 'Jawaban', 'q3', unit='persen', help='Angka.', error='Dua.') }}"
    )

    assert described_ids(html) == ["q3-help", "q3-error", "q3-unit"]
    assert all(f'id="{name}"' in html for name in described_ids(html))


def test_a_typed_zero_is_shown_again(draw):
    assert 'value="0"' in draw("{{ question.answer_input('c', '0', 'Jawaban', 'q3') }}")


def test_the_dots_say_their_state_in_words(draw):
    dots = [SimpleNamespace(number=n, url=f"#q{n}", state=state, is_current=n == 1)
            for n, state in enumerate(("answered", "flagged", "blank"), start=1)]  # fmt: skip
    html = draw("{{ question.dots(dots) }}", dots=dots)

    assert all(f"data-dot-word>, {word}<" in html for word in ("dijawab", "ditandai", "kosong"))
    assert html.count('aria-current="step"') == 1


def test_going_on_is_a_post_with_its_token(draw):
    html = draw("{{ reading.pager(('/a', 'Awal'), ('/b', 'Berikut', None)) }}")

    assert '<form method="post" action="/b"><input type="hidden" name="csrf_token" value="token">' in html
    assert 'data-key="previous"' in html
    assert 'data-key="next"' in html


def test_the_rail_tells_what_was_read_and_where_one_is(draw):
    items = [
        SimpleNamespace(title="Satu", url="/1", is_read=True, is_current=False, minutes=5),
        SimpleNamespace(title="Dua", url="/2", is_read=False, is_current=True, minutes=6),
    ]
    html = draw("{{ reading.rail(items, 'Modul') }}", items=items)

    assert html.count("Sudah dibaca:") == 1
    assert html.count('aria-current="page"') == 1
    assert "6 menit" in html


@pytest.mark.parametrize("status", ["400", "403", "404", "500", "503"])
def test_an_error_page_comes_out_without_person_database_and_frame(jinja, status):
    lenient = jinja.overlay(undefined=Undefined)
    html = lenient.get_template(f"errors/{status}.html").render(status=status, code="K7QF2M")

    assert html.count("<h1>") == 1
    assert "K7QF2M" in html
    assert "tetap aman" in html

"""Text that would hold up the renderer is refused quickly, and nothing but a refusal is ever raised."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.markup import MarkupRefused, render, render_inline
from elearn.markup.jobs import Job
from elearn.markup.renderer import Renderer

HOSTILE = {
    "nested brackets": "[" * 500 + "]" * 500,
    "open brackets": "[" * 20_000,
    "open images": "![[]()" * 3_000,
    "open links": "[a](" * 5_000,
    "open braces": "{" * 20_000,
    "too long": "kata " * 100_000,
}
SLOW = {
    "notes used again and again": "[^1]" * 5_000 + "\n\n[^1]: a",
    "abbreviations without end": "*[a]: b\n" * 6_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_before_it_costs_anything(name: str) -> None:
    begin = time.process_time()
    with pytest.raises(MarkupRefused):
        render(HOSTILE[name])
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize("name", [*HOSTILE, *SLOW])
def test_the_renderer_refuses_within_its_deadline_and_goes_on(name: str) -> None:
    with Renderer(cpu_seconds=0.5) as renderer:
        with pytest.raises(MarkupRefused):
            renderer.run(Job(text=(HOSTILE | SLOW)[name]))
        assert renderer.run(Job(text="sesudahnya *baik*")).html == "<p>sesudahnya <em>baik</em></p>"


def test_a_renderer_that_does_not_answer_is_ended() -> None:
    with Renderer(cpu_seconds=60, patience_s=0.3) as renderer:
        with pytest.raises(MarkupRefused) as refused:
            renderer.run(Job(text=SLOW["notes used again and again"]))
        assert refused.value.reason == "time"


def test_the_line_of_the_fault_is_told() -> None:
    with pytest.raises(MarkupRefused) as refused:
        render("baik\n\n" + "[" * 100)
    assert refused.value.line == 3


def test_ordinary_brackets_are_no_fault() -> None:
    text = "Pasal 5 ayat (1) huruf [a] dan `[[[[[` serta (lihat (catatan (ini))).\n" * 200
    assert render(text).words > 1_000


def test_many_boxes_in_a_list_are_no_fault() -> None:
    assert render("- [ ] a\n" * 200).html.count("<li") == 200


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_text_brings_the_renderer_down(text: str) -> None:
    for rendering in (render, render_inline):
        try:
            rendered = rendering(text)
        except MarkupRefused:
            continue
        assert isinstance(rendered.html, str)


MARKS = [*"[]()!*_`#${}<>&~^:|\\\t \x02\x03\ue000", "==", "[^1]: ", "*[a]: ", "kata", "- ", "1. ", "|--|"]
MARKS += ["\n", "\n\n", "    ", "```\n", '!!! a "', '=== "']


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=60).map("".join))
def test_no_mixture_of_marks_brings_the_renderer_down(text: str) -> None:
    try:
        rendered = render(text)
    except MarkupRefused:
        return
    assert "\ue000" not in rendered.html

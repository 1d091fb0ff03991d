"""A quiz on paper, exam and key: as one HTML page or as PDF."""

from elearn.content.quiz import Quiz
from elearn.exchange.exporting import Exported, Form, item_of
from elearn.exchange.notes import Item, LossReport, Note, Verdict, note
from elearn.exchange.paper.page import Picture, paper_page
from elearn.exchange.paper.pdf import PaperPdf
from elearn.exchange.paper.sheet import HtmlOf, Paper, paper_of

PAPERS: dict[str, Form] = {
    "html": Form("html", "text/html; charset=utf-8"),
    "pdf": Form("pdf", "application/pdf"),
}
MAX_SEED = 999_999


def print_quiz(
    quiz: Quiz, kind: str, html_of: HtmlOf, picture: Picture, *, seed: int | None = None
) -> Exported:
    """The exam and, on a page of its own, the key; `kind` is one of `PAPERS`.

    `picture` gives the bytes behind the addresses that `html_of` writes. The report names what is not on the
    paper: drafts, withdrawn questions, questions that this seed does not draw, and what a PDF cannot show.
    """
    paper = paper_of(quiz, html_of, seed)
    if kind == "html":
        return Exported(paper_page(paper, picture).encode(), _report(quiz, paper))
    pdf = PaperPdf(paper, picture)
    data = pdf.to_bytes()
    lost = [note("out-letters", letters=" ".join(sorted(pdf.unprintable))[:60])] if pdf.unprintable else []
    lost += [note("out-pdf-picture")] if pdf.left_out else []
    return Exported(data, _report(quiz, paper, tuple(lost)))


def _report(quiz: Quiz, paper: Paper, lost: tuple[Note, ...] = ()) -> LossReport:
    """Every question of the file; what the whole paper loses stands at the first one printed."""
    printed = [one.question.code for one in paper.questions]
    left = {one.code: note("out-drawn") for one in paper.not_drawn}
    items: list[Item] = []
    for question in quiz.questions:
        if question.code in printed:
            own = lost if question.code == printed[0] else ()
            items.append(item_of(question, Verdict.IMPORTED, own))
        else:
            why = left.get(question.code) or note("out-not-asked")
            items.append(item_of(question, Verdict.REFUSED, (why,)))
    return LossReport(tuple(items))

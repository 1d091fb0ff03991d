"""Words: how they are spelled, which better ones there are, and which mean the same.

The lists beside this file: kata_baku.txt (words that have a better one), istilah.txt (right words that the
dictionary lacks), kata_tugas.txt (words without a meaning of their own).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import snowballstemmer

from tests.catalogue.reading import length_of

HERE = Path(__file__).resolve().parent
DICTIONARY = Path("/usr/share/hunspell/id_ID.dic")
SHORT_QUOTE_WORDS = 4


def has_dictionary() -> bool:
    """Whether words can be looked up: Debian's hunspell and hunspell-id are installed."""
    return shutil.which("hunspell") is not None and DICTIONARY.is_file()


def word_list(name: str) -> dict[str, str]:
    """A list of this folder: one entry a line, `word` or `word = better word`, `#` begins a comment."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    entries = (line.partition("#")[0].partition("=") for line in lines)
    return {word.strip().casefold(): better.strip() for word, _, better in entries if word.strip()}


_NAMED = re.compile(r"‹[^›]*›|[\"“]([^\"”]*)[\"”]")


def own_words(text: str) -> str:
    """The text without what it only names: words in italics and short quotations."""

    def named(match: re.Match[str]) -> str:
        is_name = match[1] is None or length_of(match[1]) <= SHORT_QUOTE_WORDS
        return " " if is_name else match[0]

    return _NAMED.sub(named, text)


@cache
def better_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of kata_baku.txt, and what is written instead."""
    words = word_list("kata_baku.txt")
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE
    ), words


_PLAIN_WORD = re.compile(r"(?<![\w.@/-])[a-z]{2,}(?:-[a-z]{2,})*(?![\w@/-]|\.\w)")


def plain_words(text: str) -> set[str]:
    """The words in small letters: names, abbreviations and what has figures are not for a dictionary."""
    return set(_PLAIN_WORD.findall(re.sub(r"‹[^›]*›", " ", text)))


def unknown_words(words: Iterable[str]) -> set[str]:
    """Those that neither the dictionary nor istilah.txt knows, in any form that affixes make of them.

    The dictionary (Debian's hunspell-id) has most roots but few of their forms, so that a word counts as
    known when what is left without its affixes is.
    """
    wanted = set(words)
    terms = set(word_list("istilah.txt"))
    forms = {word: {piece: forms_of(piece) for piece in {word, *word.split("-")}} for word in wanted}
    every = sorted({form for pieces in forms.values() for some in pieces.values() for form in some})
    told = subprocess.run(
        ["hunspell", "-d", "id_ID", "-i", "utf-8", "-l"],
        input="\n".join(every),
        capture_output=True,
        text=True,
        check=True,
    )
    strange = set(told.stdout.split()) - terms

    def is_known(word: str) -> bool:
        pieces = {piece: any(form not in strange for form in some) for piece, some in forms[word].items()}
        return pieces[word] or all(pieces[piece] for piece in word.split("-"))

    return {word for word in wanted if not is_known(word)}


_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_RARE_PREFIXES = ("antar", "pasca", "multi", "swa", "non", "nir", "pra")
_PREFIXES = (*_RARE_PREFIXES, "ketidak", "memper", "diper", "ter", "ber", "per", "pe", "se", "ke")
_SHORTEST_ROOT = 3


def forms_of(word: str) -> set[str]:
    """A word and what it may be made of: without clitics and affixes, and `meN-` in the place of `di-`."""
    forms, new = {word}, {word}
    for _ in range(3):
        new = {form for one in new for form in _shorter(one) if len(form) >= _SHORTEST_ROOT} - forms
        forms |= new
    return forms


def _shorter(word: str) -> Iterator[str]:
    yield from (word.removesuffix(end) for end in (*_CLITICS, *_SUFFIXES) if word.endswith(end))
    yield from (word.removeprefix(start) for start in _PREFIXES if word.startswith(start))
    yield from (word[2:] for start in ("ter", "ber", "per") if word.startswith(start))
    passive = word.removeprefix("di")
    if passive != word and len(passive) >= _SHORTEST_ROOT:
        yield from (passive, _active(passive)) if passive in own_words_and_forms() else (_active(passive),)
    if word.endswith(("kan", "i")):
        yield _active(word)
    if word.startswith(("me", "pe")):
        rest = re.sub(r"^.e(?:ng|ny|m|n)?", "", word)
        roots = [rest, word[2:], *(start + rest for start in "kpts")] if len(rest) >= _SHORTEST_ROOT else []
        yield from (root for root in roots if _active(root) == f"me{word[2:]}")


@cache
def own_words_and_forms() -> frozenset[str]:
    """The project's own words, with the roots of their forms in -kan, -i and -nya."""
    words = set(word_list("istilah.txt"))
    return frozenset(words | {word + end for word in words for end in ("kan", "i", "nya")})


def _active(root: str) -> str:
    """The form with `meN-`: menulis, membaca, mengirim, menyimpan."""
    first, second = root[0], root[1]
    if first in "aiueogh":
        return f"meng{root}"
    if first in "kpts" and second in "aiueo":
        return {"k": "meng", "p": "mem", "t": "men", "s": "meny"}[first] + root[1:]
    if first in "bfpv":
        return f"mem{root}"
    return ("meng" if first == "k" else "men" if first in "tcdjsz" else "me") + root


@cache
def stem(word: str) -> str:
    """The stem as the search of the platform knows it."""
    return str(snowballstemmer.stemmer("indonesian").stemWord(word))


def stems_of(text: str) -> set[str]:
    """The stems of the words that carry a meaning."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}|\d+", text)}
    return {stem(word) for word in words - set(word_list("kata_tugas.txt"))}

"""Finding quotes in a text: exact ones, the nearest passage for inexact ones, and in linear time."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktank_model.extract import Found, Near, Passages, find_quote
from thinktank_model.extract.quotes import plain
from thinktank_model.rules.sources import _plain

from ..scale import thinned

ARTICLE = (
    "Le 20 décembre, le colloque s'est tenu à Rouen. Plus de 40 représentants se sont réunis en ligne et en personne pour discuter "
    "des travaux de l'année. L'Institut d'études portuaires et l'Institut d'études internationales ont présenté leurs résultats."
)
TEXTS = st.text(st.sampled_from("aéE \n\u00a0\u3000智库\u0301\u0327ᄀ\u1161\u11a8.,“"), max_size=40)


@given(TEXTS, st.data())
def test_what_is_in_a_text_is_found(text: str, data: st.DataObject) -> None:
    """Any part of the text is found unless it separates a letter from its combining marks; a letter brings its marks along."""
    whole = unicodedata.normalize("NFC", text)
    start = data.draw(st.integers(0, len(whole)))
    quote = whole[start : data.draw(st.integers(start, len(whole)))]
    after = whole[start + len(quote) :][:1]
    cuts = any([char and (unicodedata.combining(char) or "\u1160" <= char <= "\u11ff") for char in (after, quote[:1])])
    if plain(quote) and not cuts:
        found = find_quote(whole, quote)
        assert isinstance(found, Found)
        assert found.passage == whole[found.start : found.end] and plain(quote) in plain(found.passage)


@given(TEXTS)
def test_the_plain_text_is_plain(text: str) -> None:
    """Normalizing twice changes nothing more; Unicode forms and extra white space have no effect."""
    once = plain(text)
    assert plain(once) == once == plain(unicodedata.normalize("NFD", text)) == plain(f"{text}\n\n")


@pytest.mark.parametrize(
    ("text", "quote", "passage"),
    [
        ("Université  de\nFudan", "Universite\u0301 de Fudan", "Université  de\nFudan"),
        ("Universite\u0301 de Fudan", "Université", "Universite\u0301"),
        ("a Tower\u00a0 de b", "Tower de", "Tower\u00a0 de"),
        ("世界互联网\n大会智库", "世界互联网大会", "世界互联网\n大会"),
        ("2024 年 12 月", "2024年12月", "2024 年 12 月"),
        ("ends here.", "here.", "here."),
        ("de l’École d’État", "l'École d'État", "l’École d’État"),
        ("The “Marsh” – held", 'The "Marsh" - held', "The “Marsh” – held"),
        ("The Mar\u00adsh\u200b Forum", "The Marsh Forum", "The Mar\u00adsh\u200b Forum"),
        ("The Marsh Forum", "Mar\u00adsh\u200b Forum", "Marsh Forum"),
    ],
)
def test_spaces_and_forms_do_not_matter(text: str, quote: str, passage: str) -> None:
    """The passage is returned as it is written in the text."""
    found = find_quote(text, quote)
    assert isinstance(found, Found) and found.passage == passage == text[found.start : found.end]


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("Plus de 50 représentants se sont réunis", "Plus de 40 représentants se sont réunis"),
        (
            "Plus de 40 représentants se sont réunis à Paris et en personne",
            "Plus de 40 représentants se sont réunis en ligne et en personne",
        ),
        ("se sont réunis pour discuter", "se sont réunis en ligne et en personne pour discuter"),
        (
            "quatre mille cinq personnes sont réunis en ligne et en personne pour discuter des",
            "de 40 représentants se sont réunis en ligne et en personne pour discuter des",
        ),
        ("PLUS DE 40 REPRÉSENTANTS", "Plus de 40 représentants"),
        ("Le ministre a pris la parole devant l'assemblée générale", None),
        ("…", None),
        (" \n", None),
        ("", None),
    ],
)
def test_a_near_miss_is_shown_with_the_right_passage(quote: str, passage: str | None) -> None:
    """The suggestion includes the words that the quote left out; a text that is not similar to any passage gets no suggestion."""
    found = find_quote(ARTICLE, quote)
    if passage is None:
        assert found is None or (isinstance(found, Near) and found.passage in ARTICLE)
    else:
        assert isinstance(found, Near) and found.passage == passage == ARTICLE[found.start : found.end]


def test_a_near_miss_in_chinese_goes_by_characters() -> None:
    """Chinese has no spaces between words."""
    found = find_quote("会议于12月20日在北京举行，40余名代表参会。", "50余名代表参会")
    assert isinstance(found, Near) and found.passage == "余名代表参会"


def test_a_word_more_or_less_is_not_a_quote() -> None:
    """If any word of a sentence is left out, repeated or changed, the quote is not found, and the sentence is suggested."""
    sentence = "Plus de 40 représentants se sont réunis en ligne et en personne pour discuter"
    words = sentence.split()
    passages = Passages(ARTICLE)
    for number, word in enumerate(words[1:-1], 1):
        for other in ([], [word, word], ["quelque"]):
            found = passages.find(" ".join([*words[:number], *other, *words[number + 1 :]]))
            assert isinstance(found, Near) and found.passage in sentence


HOSTILE = {
    "one word again and again": ("a " * 4000, "a " * 1000 + "b"),
    "one letter": ("a" * 20000, "a" * 5000 + "b"),
    "marks on one letter": ("e" + "\u0301\u0327" * 5000, "e\u0301\u0327\u0301"),
    "spaces": (" \n" * 10000, " a"),
    "words of a long quote in turn": ("a b " * 4000, "b a a " * 2000),
    "Chinese": ("智库" * 10000, "库智智" * 1000),
}


@pytest.mark.parametrize("name", thinned(HOSTILE, 2))
def test_time_grows_as_the_text_does(name: str) -> None:
    """A text four times as long takes about four times as long, never sixteen times."""
    text, quote = HOSTILE[name]

    def seconds(times: int) -> float:
        started = time.process_time()
        find_quote(text * times, quote * times)
        return time.process_time() - started

    small = min([seconds(1) for _ in range(3)])
    assert min([seconds(4) for _ in range(3)]) < 10 * small + 0.03


@pytest.mark.parametrize(
    "text", ["论坛于2024年\n12月举行。", "A  b\n c", "Universite\u0301 de\u00a0Fudan", "复旦 IIS", "A，\tb"]
)
def test_a_quote_is_compared_as_the_rule_about_quotes_does(text: str) -> None:
    """Every quote that the kit accepts passes the rule about quotes."""
    assert plain(text) == _plain(text)


def test_the_sentences_of_a_quote_are_whole() -> None:
    """An initial, a number with a point and an abbreviation end none; an empty line does, and one that is too long is left out."""
    text = "Forum\n\nDr. A. Lee of the U.S. spoke, for 1.5 hours. Was it 40? \u201cYes.\u201d He left.\n" + "x " * 600
    article = Passages(text)
    assert article.sentences("1.5 hours") == ("Dr. A. Lee of the U.S. spoke, for 1.5 hours.",)
    assert article.sentences("hours. Was it") == ("Dr. A. Lee of the U.S. spoke, for 1.5 hours.", "Was it 40?")
    assert article.sentences("x x") == () and article.sentences("not there") == ()
    assert Passages("论坛举行。40人参会！").sentences("40人") == ("40人参会！",)

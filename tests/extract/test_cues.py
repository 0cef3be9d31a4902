"""Cue words of terms: the data file names existing terms only, and sample sentences give the expected terms."""

from __future__ import annotations

from pathlib import Path

import pytest

import thinktank_model as tm
from thinktank_model import vocab
from thinktank_model.extract.cues import cues_of, has_cues, is_description, said_by, says_number_of
from thinktank_model.extract.sentences import LETTERS
from thinktank_model.extract.telling import language_of

FILE = Path(tm.__file__).parent / "data" / "cues.txt"
OWN = {
    "Attendance": {"expected", "registered", "in_person", "online"},
    "Denials": {"denied", "supposed", "affirmed", "joined", "doubted", "objected", "rejected", "idle"},
    "Sentences": {*LETTERS, "day", "until"},
    "Names": {"family", "other"},
    "Counting": {"stop", "joining", "other", "person", "group"},
    "Descriptions": {"determiner", "article", "people", "word", "particle"},
}
"""Sections of the file that are not vocabularies, and their possible values."""


def test_the_file_names_what_there_is() -> None:
    """Each section is a vocabulary or one of `OWN`; each term exists, is not deprecated and has cues in at least one language."""
    section: set[str] = set()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            known = getattr(vocab, name, None)
            section = OWN[name] if known is None else {term.value for term in known if term.replaced_by is None}
        elif not line.startswith("#"):
            term, *cues = line.split("\t")
            assert term in section and len(cues) == 3 and any(cues), line


@pytest.mark.parametrize(
    ("vocabulary", "lang", "sentence", "terms"),
    [
        (tm.EventStatus, "en", "The forum was held in May.", {"held"}),
        (tm.EventStatus, "en", "The forum was to be held in May.", {"scheduled"}),
        (tm.EventStatus, "en", "The forum will not be held.", {"cancelled"}),
        (tm.EventStatus, "en", "The method was discussed.", set()),
        (tm.EventStatus, "fr", "Le symposium s’est tenu à Beijing.", {"held"}),
        (tm.EventStatus, "fr", "le programme de coopération", set()),
        (tm.EventStatus, "fr", "La réunion est reportée.", {"postponed"}),
        (tm.EventStatus, "zh-Hans", "会议将于5月举行。", {"scheduled"}),
        (tm.EventStatus, "en", "Scheduled for May, it was held in June.", {"scheduled"}),
        (tm.EventStatus, "zh-CN", "會議已推遲。", {"postponed"}),
        (tm.AttendanceMode, "fr", "en ligne et en personne", {"mixed"}),
        (tm.AttendanceMode, "zh", "以线上线下结合的方式", {"mixed"}),
        (tm.AttendanceMode, "en", "20 joined online", {"online"}),
        (tm.EventKind, "en", "two symposia", {"symposium"}),
        (tm.EventKind, "zh", "智库合作计划座谈会", {"discussion_meeting"}),
        (tm.Consensus, "fr", "ont unanimement reconnu", {"unanimous"}),
        (tm.OrganizationKind, "en", "a university", {"higher_education"}),
        (tm.EventKind, "en", "", set()),
        (tm.EventKind, "en", "It was not a symposium but a workshop.", {"workshop"}),
        (tm.EventKind, "en", "It was not the first symposium.", {"symposium"}),
        (tm.EventKind, "fr", "Ce n'est pas un colloque.", set()),
        (tm.EventStatus, "en", "The forum was almost cancelled.", set()),
        (tm.EventStatus, "en", "The forum was not cancelled and took place.", {"held"}),
        (tm.EventStatus, "fr", "Le forum, qui n'a pas été annulé, s'est tenu.", {"held"}),
        (tm.EventStatus, "zh", "论坛未来将推迟。", {"postponed"}),
        (tm.EventStatus, "en", "It is untrue that the forum was postponed.", set()),
        (tm.AttendanceMode, "en", "not online but in person", {"in_person"}),
        (tm.Consensus, "fr", "ils n'étaient pas unanimes", set()),
    ],
)
def test_sentences_say_terms(vocabulary: type[tm.Vocabulary], lang: str, sentence: str, terms: set[str]) -> None:
    """In each language, in any case, with or without accents; the longest cue wins."""
    assert said_by(vocabulary, lang, sentence) == terms


def test_every_term_has_cues_in_each_language() -> None:
    """At least its label; only the event status has nothing but the cues of the file."""
    for term in (tm.EventStatus.MOVED_ONLINE, tm.CountUnit.THINK_TANKS, tm.OutputKind.OP_ED):
        for lang in ("en", "fr", "zh-Hans"):
            assert cues_of(term, lang)
    assert has_cues("fr-CA") and not has_cues("de")


def test_which_number_of_people_it_is() -> None:
    """Only the words next to a number decide what it counts."""
    assert says_number_of("registered", "fr", "200 inscrits") and not says_number_of("expected", "fr", "200 inscrits")


@pytest.mark.parametrize(
    ("name", "lang", "is_one"),
    [
        ("the director", "en", True),
        ("Several experts", "en", True),
        ("Thea Lambert", "en", False),
        ("Le responsable", "fr", True),
        ("Léa Martin", "fr", False),
        ("负责人", "zh", True),
        ("林知远", "zh", False),
        ("de Gaulle", "fr", False),
        ("d'Alembert", "fr", False),
        ("L'Hôpital", "fr", False),
        ("l'expert", "fr", True),
        ("An Wei", "en", False),
        ("an official", "en", True),
        ("An Official", "en", True),
        ("bell hooks", "en", False),
        ("young people", "en", True),
        ("spokesman", "en", True),
        ("His Excellency", "en", True),
        ("Madame la Ministre", "fr", True),
        ("Madame Curie", "fr", False),
        ("Madame Le Pen", "fr", False),
        ("van der Berg", "en", False),
        ("A. Smith", "en", False),
        ("…", "en", False),
    ],
)
def test_descriptions_are_told_from_names(name: str, lang: str, is_one: bool) -> None:
    """By the way they begin; in Chinese by the words in them."""
    assert is_description(name, lang) == is_one


def test_the_language_of_an_article_is_told_from_its_words() -> None:
    """Chinese with names in Latin letters is recognized too; without a known word, no language is returned."""
    assert language_of("世界互联网大会 the World Internet Conference 在北京举办研讨会") == "zh-Hans"
    assert language_of("12345") is None

"""The controlled vocabularies: what every term has, and how a term is read."""

from __future__ import annotations

import copy
import json
import pickle
import re
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from thinktank_model import vocab
from thinktank_model.problems.problem import Fix, Problem, Severity
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.explain import INVALID, Explainer
from thinktank_model.vocab import (
    Access,
    ActivityKind,
    AttendanceMode,
    ContributionRole,
    CountQualifier,
    CountUnit,
    EventKind,
    EventStatus,
    MemberCategory,
    MemberStatus,
    Open,
    OrganizationKind,
    OrganizationStatus,
    OutputKind,
    OutputRelation,
    ParticipationRole,
    ProgramStatus,
    RecommendationTopic,
    Sector,
    Term,
    Topic,
    Vocabulary,
    WorkPlanStatus,
    namespaces,
)
from thinktank_model.vocab.spelling import ALSO_WRITTEN, fold
from thinktank_model.vocab.term import DEPRECATED, SYNTAX, UNKNOWN, UNLISTED

from .joined import joined

VOCABULARIES = [
    value
    for value in vars(vocab).values()
    if isinstance(value, type) and issubclass(value, Vocabulary) and value is not Vocabulary
]
TERMS = [term for vocabulary in VOCABULARIES for term in vocabulary]
LIVE = [term for term in TERMS if term.replaced_by is None]
OLD = [term for term in TERMS if term.replaced_by is not None]

every_vocabulary = joined("vocabulary", VOCABULARIES)
every_term = joined("term", TERMS)
live_term = joined("term", LIVE)
old_term = pytest.mark.parametrize("term", OLD, ids=repr)


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


# --- What the vocabularies hold ---

# Complete vocabularies that programs depend on. A term here is never renamed or removed.
CLOSED = {
    "Access": "open embargoed restricted metadata_only",
    "ActivityStatus": "planned active completed cancelled unknown",
    "AttendanceMode": "in_person online mixed unknown",
    "Consensus": "none some majority unanimous unknown",
    "CountQualifier": "exact more_than at_least about at_most less_than between",
    "EventStatus": "scheduled held postponed rescheduled moved_online cancelled unknown",
    "IdentifierRelation": "self parent",
    "IdentifierStatus": "confirmed candidate rejected",
    "MemberStatus": "invited applied active suspended left ended expelled unknown",
    "NameKind": "official translated alias former acronym short transliteration",
    "OrganizationRelation": "part_of owned_by affiliated",
    "OrganizationStatus": "active inactive withdrawn unknown",
    "OutputRelation": "is_version_of is_translation_of is_part_of is_derived_from cites reviews summarizes supplements "
    "continues replaces amends",
    "OutputStatus": "planned drafting under_review accepted published withdrawn retracted",
    "ParticipantsListed": "complete partial unknown",
    "PeerReview": "none internal external unknown",
    "PlaceKind": "physical virtual",
    "ProgramStatus": "planned active paused ended unknown",
    "RecommendationStatus": "open accepted rejected implemented",
    "SharingStatus": "proposed adopted repealed unknown",
    "SourceKind": "news official_page report press_release social_post interview recording dataset api",
    "StatementRank": "preferred normal deprecated",
    "WorkPlanStatus": "proposed adopted in_progress completed dropped",
}
# Vocabularies that may grow; these terms are permanent.
OPEN = {
    "ActivityKind": "exchange joint_research result_publication seminar training international_cooperation "
    "result_sharing advice",
    "ContributionRole": "author editor translator contributor reviewer",
    "CountUnit": "people representatives organizations outputs",
    "EventKind": "symposium seminar forum conference workshop release meeting training series",
    "MemberCategory": "academic enterprise association media",
    "MemberRole": "member founding_member observer partner secretariat chair vice_chair coordinator",
    "OrganizationKind": "higher_education research_institute enterprise association media government "
    "international_organization nonprofit network other",
    "OutputKind": "report policy_brief working_paper blue_book article book chapter dataset case_collection standard "
    "declaration presentation speech video webpage",
    "ParticipationRole": "organizer host speaker attendee moderator spokesperson panelist",
    "RecommendationTopic": "activity_organization publication_form research_priority work_plan",
    "Sector": "academic enterprise",
    "StatementMethod": "manual machine_translation import",
    "Topic": "internet_governance artificial_intelligence digital_divide digital_economy cybersecurity",
}


def test_the_description_of_every_vocabulary_says_whether_it_is_open_or_closed() -> None:
    assert {v.__name__ for v in VOCABULARIES} >= CLOSED.keys() | OPEN.keys()
    # a profile's vocabulary with more terms has the name and module of ours, but is another class
    found = [one for one in Vocabulary.__subclasses__() if one.__module__.startswith("thinktank_model.")]
    ours = {one for one in found if getattr(sys.modules[one.__module__], one.__name__, None) is one}
    assert ours == set(VOCABULARIES)
    for vocabulary in VOCABULARIES:
        description = vocabulary.__doc__ or ""
        assert description.endswith("(open).") or vocabulary.__name__ not in OPEN, vocabulary
        assert description.endswith("(closed).") or vocabulary.__name__ not in CLOSED, vocabulary
        assert description.endswith(("(open).", "(closed).")), vocabulary
        assert "\n" not in description


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_vocabulary_holds_exactly_these_terms_and_none_is_deprecated(name: Any) -> None:
    assert [term.value for term in getattr(vocab, name)] == CLOSED[name].split()
    assert all(term.replaced_by is None for term in getattr(vocab, name))


@pytest.mark.parametrize("name", OPEN)
def test_an_open_vocabulary_holds_at_least_these_terms(name: Any) -> None:
    assert set(OPEN[name].split()) <= {term.value for term in getattr(vocab, name) if term.replaced_by is None}


# The words of the founding article and of the list of its think tanks, and the terms for them.
SEED = [
    (OrganizationKind, "établissements d'enseignement supérieur", "higher_education"),
    (OrganizationKind, "institutions de recherche", "research_institute"),
    (OrganizationKind, "entreprises", "enterprise"),
    (OrganizationKind, "organisations d'associations", "association"),
    (OrganizationKind, "médias", "media"),
    (MemberCategory, "institutions de recherche", "research_institute"),
    (MemberCategory, "entreprises", "enterprise"),
    (MemberCategory, "organisations d'associations", "association"),
    (MemberCategory, "établissements d'enseignement supérieur", "higher_education"),
    (MemberCategory, "médias", "media"),
    (Sector, "academic", "academic"),
    (Sector, "enterprise", "enterprise"),
    (EventKind, "un symposium", "symposium"),
    (AttendanceMode, "en ligne et en personne", "mixed"),
    (CountQualifier, "plus de 40 représentants", "more_than"),
    (CountUnit, "plus de 40 représentants", "representatives"),
    (ParticipationRole, "le responsable a présenté", "spokesperson"),
    (ActivityKind, "organisant des échanges entre les think tanks", "exchange"),
    (ActivityKind, "menant des recherches conjointes", "joint_research"),
    (ActivityKind, "publiant les résultats", "result_publication"),
    (ActivityKind, "en conseillant", "advice"),
    (ActivityKind, "promouvant le développement de l'industrie", "industry_development"),
    (ActivityKind, "organiser des séminaires", "seminar"),
    (ActivityKind, "mécanisme de partage des résultats", "result_sharing"),
    (ActivityKind, "les échanges et la coopération internationales", "international_cooperation"),
    (RecommendationTopic, "l'organisation des activités", "activity_organization"),
    (RecommendationTopic, "la forme de publication des résultats", "publication_form"),
    (RecommendationTopic, "les orientations de recherche prioritaires", "research_priority"),
    (RecommendationTopic, "le plan de travail", "work_plan"),
    (vocab.Consensus, "ont unanimement reconnu", "unanimous"),
    (vocab.SharingStatus, "ils ont proposé de construire un mécanisme", "proposed"),
    (Topic, "gouvernance internationale de l'espace cyber", "cyberspace_governance"),
    (Topic, "intelligence artificielle", "artificial_intelligence"),
    (Topic, "sécurité d'information", "cybersecurity"),
    (Topic, "combler le fossé numérique", "digital_divide"),
    (Topic, "civilisation numérique", "digital_civilization"),
    (Topic, "finance", "finance"),
    (Topic, "relations internationales", "international_relations"),
]


@pytest.mark.parametrize(("vocabulary", "said", "term"), SEED)
def test_what_the_founding_article_says_has_a_live_term(vocabulary: Any, said: Any, term: Any) -> None:
    assert vocabulary(term).replaced_by is None, said


# --- What every term has ---


@every_term
def test_a_term_has_a_label_for_people_in_three_languages(term: Any) -> None:
    assert list(term.labels) == ["en", "fr", "zh-Hans"]
    for label in term.labels.values():
        assert label and label == label.strip() and label != term.value and "_" not in label
        assert label[0] == label[0].upper() and not label.endswith(".")


@every_term
def test_the_chinese_label_is_in_simplified_characters_and_the_others_are_in_latin_letters(term: Any) -> None:
    """GB 2312 has the simplified characters and not their traditional forms."""
    assert re.search("[\u4e00-\u9fff]", term.label("zh"))
    term.label("zh").encode("gb2312")
    for lang in ("en", "fr"):
        term.label(lang).encode("latin-1" if "œ" not in term.label(lang) else "iso8859-15")


@every_vocabulary
def test_no_two_live_terms_share_a_label(vocabulary: Any) -> None:
    for lang in ("en", "fr", "zh-Hans"):
        labels = [fold(term.label(lang)) for term in vocabulary if term.replaced_by is None]
        assert len(labels) == len(set(labels)), (lang, labels)


@every_vocabulary
def test_no_term_stands_twice_and_the_python_name_is_the_term(vocabulary: Any) -> None:
    assert len(vocabulary) == len(vocabulary.__members__)
    for name, term in vocabulary.__members__.items():
        assert name == term.value.upper() and re.fullmatch("[a-z0-9]+(_[a-z0-9]+)*", term.value) and len(term) <= 100


# The form of the concept names in each source vocabulary: words, or codes of one form.
WORDS = "[A-Z]?[a-z]+([A-Z][a-z]+)*"  # Event, attendee, translationOfWork
HYPHENED = "[a-z]+(-[a-z]+)*"  # peer-reviewed
CAPITALS = "[A-Z]+(_[A-Z]+)*"  # CHAIR_VICE
LOCAL_NAMES = {
    "ADMS_PUBLISHER": "[A-Z][A-Za-z]+(-[A-Z][A-Za-z]+)?",
    "BIBO": WORDS,
    "CITO": WORDS,
    "COAR_ACCESS": "c_[0-9a-z]{4}",
    "COAR_TYPE": "c_[0-9a-z]{4}|[0-9A-Z]{4}-[0-9A-Z]{4}",
    "DCTERMS": WORDS,
    "ECO": "[0-9]{7}",
    "ELI": "[a-z]+(_[a-z]+)*",
    "EUROVOC": "[1-9][0-9]*|c_[0-9a-f]{8}",
    "EU_BODY_CLASS": CAPITALS,
    "EU_RESOURCE_TYPE": CAPITALS,
    "EU_ROLE": CAPITALS,
    "FABIO": WORDS,
    "FRAPO": WORDS,
    "FRBR": WORDS,
    "GLEIF": WORDS,
    "LEXINFO": WORDS,
    "MARC_RELATOR": "[a-z]{3}",
    "ODRL": "eq|gt|gteq|lt|lteq|neq",
    "ORG": WORDS,
    "PRO": HYPHENED,
    "PROV": WORDS,
    "PSO": HYPHENED,
    "SCHEMA": WORDS + "|WebAPI",
    "SCHOLARLYDATA": WORDS,
    "SCORO": HYPHENED,
    "SEO": WORDS,
    "SKOS": WORDS,
    "STW": "[1-9][0-9]{4}-[0-9]",
    "UNESCO": "[1-9][0-9]*",
    "VIVO": WORDS,
    "WIKIBASE": WORDS,
    "WIKIDATA": "[QP][1-9][0-9]*",
}


def test_each_namespace_has_its_form_of_local_names_and_is_used() -> None:
    assert list(LOCAL_NAMES) == namespaces.__all__
    for name in namespaces.__all__:
        assert any((term.iri or "").startswith(getattr(namespaces, name)) for term in TERMS), name


@joined("term", [term for term in TERMS if term.iri is not None])
def test_an_iri_is_a_namespace_and_a_name_of_its_form(term: Any) -> None:
    assert re.fullmatch(r"https?://[a-z0-9.-]+/[A-Za-z0-9/._#-]+", term.iri)
    within = [name for name in LOCAL_NAMES if term.iri.startswith(getattr(namespaces, name))]
    assert len(within) == 1, term.iri
    assert re.fullmatch(LOCAL_NAMES[within[0]], term.iri.removeprefix(getattr(namespaces, within[0]))), term.iri


@every_vocabulary
def test_no_two_terms_of_a_vocabulary_share_an_iri(vocabulary: Any) -> None:
    iris = [term.iri for term in vocabulary if term.iri is not None]
    assert len(iris) == len(set(iris))


def test_a_number_at_the_end_of_an_iri_is_not_a_spelling_of_its_term() -> None:
    """2013 is more likely a year than a number of EuroVoc; the whole IRI is a spelling of the term."""
    assert Topic.MEDIA.iri == "http://eurovoc.europa.eu/2013"
    assert only(Open(Topic).read("2013")[1]).suggestion is None
    assert only(Open(Topic).read(Topic.MEDIA.iri)[1]).suggestion == '"media"'
    assert only(shape_of(EventStatus).read("EventPostponed")[1]).suggestion == '"postponed"'


# Complete enumerations of other vocabularies: each of their members has a term here with the same meaning.
ENUMERATIONS = {
    "https://schema.org/Event": (  # EventStatusType
        EventStatus,
        {
            "Cancelled": "cancelled",
            "MovedOnline": "moved_online",
            "Postponed": "postponed",
            "Rescheduled": "rescheduled",
            "Scheduled": "scheduled",
        },
    ),
    "https://schema.org/": (
        AttendanceMode,
        {
            "OfflineEventAttendanceMode": "in_person",
            "OnlineEventAttendanceMode": "online",
            "MixedEventAttendanceMode": "mixed",
        },
    ),
    "http://purl.org/coar/access_right/": (  # COAR Access Rights 1.1
        Access,
        {"c_abf2": "open", "c_f1cf": "embargoed", "c_16ec": "restricted", "c_14cb": "metadata_only"},
    ),
}


@pytest.mark.parametrize(("prefix", "case"), ENUMERATIONS.items())
def test_enumerations_of_others_are_covered_as_a_whole(prefix: Any, case: Any) -> None:
    vocabulary, members = case
    assert {term.iri: term.value for term in vocabulary if term.iri} == {prefix + k: v for k, v in members.items()}


@old_term
def test_a_deprecated_term_points_at_a_live_one_of_its_vocabulary_and_leaves_it_the_iri(term: Any) -> None:
    assert type(term)(term.replaced_by).replaced_by is None
    assert term.iri is None


def test_some_terms_are_deprecated() -> None:
    assert OrganizationKind.UNIVERSITY.replaced_by == "higher_education"
    assert OrganizationKind.HIGHER_EDUCATION.replaced_by is None


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("en", "Held"),
        ("en-GB", "Held"),
        ("fr", "Tenu"),
        ("fr-CA", "Tenu"),
        ("FR", "Tenu"),
        ("zh", "已举行"),
        ("zh-Hans", "已举行"),
        ("zh-CN", "已举行"),
        ("zh-Hans-CN", "已举行"),
        ("zh-Hant", "已举行"),  # Chinese in other characters is closer than English
        ("de", "Held"),
        ("frr", "Held"),  # North Frisian, not French
        ("", "Held"),
    ],
)
def test_a_label_is_looked_up_by_language_with_english_as_the_last_resort(lang: Any, label: Any) -> None:
    assert EventStatus.HELD.label(lang) == label


def test_the_label_without_a_language_is_the_english_one() -> None:
    assert EventStatus.HELD.label() == "Held"


def test_labels_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        EventStatus.HELD.labels["en"] = "x"  # type: ignore[index]


@every_term
def test_a_term_is_its_text_and_shows_as_code_and_survives_copying(term: Any) -> None:
    assert str(term) == f"{term}" == term.value == term and json.dumps(term) == f'"{term.value}"'
    assert type(term.value) is str
    assert eval(repr(term), vars(vocab)) is term
    assert pickle.loads(pickle.dumps(term)) is copy.deepcopy(term) is type(term)(term.value) is term


# --- Reading ---


@every_vocabulary
def test_the_shape_of_a_vocabulary_is_closed_and_that_of_open_is_not(vocabulary: Any) -> None:
    closed = shape_of(vocabulary)
    assert isinstance(closed, Term) and closed is vocabulary.__shape__()
    assert (closed.vocabulary, closed.open, closed.cls, closed.attribute) == (vocabulary, False, vocabulary, "_value_")
    opened = Open(vocabulary)
    assert isinstance(opened, Term) and opened is Open(vocabulary)
    assert (opened.vocabulary, opened.open, opened.cls, opened.attribute) == (vocabulary, True, str, None)
    assert opened.repeats and closed.repeats


def test_a_vocabulary_is_named_in_words() -> None:
    assert Open(OrganizationKind).name == shape_of(OrganizationKind).name == "organization kind"


@live_term
def test_a_live_term_reads_clean_closed_as_the_member_and_open_as_text(term: Any) -> None:
    assert shape_of(type(term)).read(term.value) == (term, ())
    assert shape_of(type(term)).read(term.value)[0] is term
    value, problems = Open(type(term)).read(term.value)
    assert (value, problems) == (term.value, ()) and type(value) is str


@old_term
def test_a_deprecated_term_is_kept_with_a_warning_and_a_fix(term: Any) -> None:
    for shape, kept in ((shape_of(type(term)), term), (Open(type(term)), term.value)):
        value, problems = shape.read(term.value)
        problem = only(problems)
        assert value is kept
        assert (problem.code, problem.severity) == ("term.deprecated", Severity.WARNING)
        assert problem.suggestion == f'"{term.replaced_by}"'
        assert problem.fix == Fix("replace", "", term.replaced_by)


@every_vocabulary
def test_every_example_reads_clean(vocabulary: Any) -> None:
    for shape in (shape_of(vocabulary), Open(vocabulary)):
        assert shape.examples and all(shape.read(text)[1] == () for text in shape.examples)


def test_the_value_of_an_open_term_is_one_string_however_often_it_is_read() -> None:
    first, _ = Open(EventKind).read(json.loads('"symposium"'))
    second, _ = Open(EventKind).read(json.loads('"symposium"'))
    assert first is second is EventKind.SYMPOSIUM.value


# A text, and what a closed vocabulary suggests for it.
SLIPS = [
    (EventStatus, "Held", "held"),
    (EventStatus, " held ", "held"),
    (EventStatus, "HELD", "held"),
    (EventStatus, "helt", "held"),
    (EventStatus, "canceled", "cancelled"),
    (EventStatus, "took place", "held"),
    (EventStatus, "completed", "held"),
    (EventStatus, "planned", "scheduled"),
    (EventStatus, "Moved Online", "moved_online"),
    (EventStatus, "moved-online", "moved_online"),
    (EventStatus, "movedOnline", "moved_online"),
    (EventStatus, "EventMovedOnline", "moved_online"),
    (EventStatus, "https://schema.org/EventPostponed", "postponed"),
    (EventStatus, "annulé", "cancelled"),
    (EventStatus, "已举行", "held"),
    (EventStatus, "happy", None),
    (EventStatus, "", None),
    (EventStatus, "held" + " " * 100 + "not", None),
    (EventStatus, "held\x00" + "x" * 100_000, None),
    (AttendanceMode, "in person", "in_person"),
    (AttendanceMode, "in-person", "in_person"),
    (AttendanceMode, "In_Person", "in_person"),
    (AttendanceMode, "inperson", "in_person"),
    (AttendanceMode, "offline", "in_person"),  # similar to "online", but its opposite
    (AttendanceMode, "onsite", "in_person"),
    (AttendanceMode, "hybrid", "mixed"),
    (AttendanceMode, "Hybride", "mixed"),
    (AttendanceMode, "virtual", "online"),
    (AttendanceMode, "线上线下结合", "mixed"),
    (MemberStatus, "inactive", None),  # not "active", which is its ending
    (MemberStatus, "actve", "active"),
    (MemberStatus, "former", "left"),
    (OrganizationStatus, "inactve", "inactive"),
    (OrganizationStatus, "dissolved", "inactive"),
    (ProgramStatus, "ongoing", "active"),
    (WorkPlanStatus, "ongoing", "in_progress"),
    (CountQualifier, "plus de", "more_than"),
    (CountQualifier, "over", "more_than"),
    (CountQualifier, "approximately", "about"),
    (CountQualifier, "minimum", "at_least"),
    (Access, "Open Access", "open"),
    (Access, "closed", "restricted"),
    (OutputRelation, "IsPartOf", "is_part_of"),
    (OutputRelation, "translation_of", "is_translation_of"),
    (OutputRelation, "supersedes", "replaces"),
]


@pytest.mark.parametrize(("vocabulary", "text", "meant"), SLIPS)
def test_what_a_closed_vocabulary_does_not_have_is_an_error_that_lists_its_terms(
    vocabulary: Any, text: Any, meant: Any
) -> None:
    value, problems = shape_of(vocabulary).read(text)
    problem = only(problems)
    assert value is None
    assert (problem.code, problem.severity) == ("term.unknown", Severity.ERROR)
    assert problem.expected == "one of " + ", ".join(vocabulary)
    assert problem.suggestion == (None if meant is None else f'"{meant}"')
    assert vocabulary.__name__ in problem.message and len(problem.message) < 600


# A text, the code that an open vocabulary gives for it, and the suggestion.
OPEN_SLIPS = [
    (EventKind, "hackathon", "term.unlisted", None),
    (EventKind, "symposion", "term.unlisted", "symposium"),
    (EventKind, "round_table", "term.unlisted", "roundtable"),
    (EventKind, "colloque", "term.unlisted", "symposium"),
    (EventKind, "a" * 100, "term.unlisted", None),
    (EventKind, "2", "term.unlisted", None),
    (OrganizationKind, "international_organisation", "term.unlisted", "international_organization"),
    (OrganizationKind, "universities", "term.unlisted", "higher_education"),
    (ParticipationRole, "panellist", "term.unlisted", "panelist"),
    (ContributionRole, "auteur", "term.unlisted", "author"),
    (Topic, "internet_governnance", "term.unlisted", "internet_governance"),
    (OutputKind, "c_8042", "term.unlisted", "working_paper"),
    (EventKind, "", "term.syntax", None),
    (EventKind, " ", "term.syntax", None),
    (EventKind, "Symposium", "term.syntax", "symposium"),
    (EventKind, "symposium ", "term.syntax", "symposium"),
    (EventKind, "symposium\n", "term.syntax", "symposium"),
    (EventKind, "Round table", "term.syntax", "roundtable"),
    (EventKind, "press-conference", "term.syntax", "press_conference"),
    (EventKind, "论坛", "term.syntax", "forum"),
    (EventKind, "https://schema.org/EventSeries", "term.syntax", "series"),
    (EventKind, "Summer School", "term.syntax", None),
    (EventKind, "sommer__school", "term.syntax", None),
    (EventKind, "_x", "term.syntax", None),
    (EventKind, "café", "term.syntax", None),
    (EventKind, "a" * 101, "term.syntax", None),
    (EventKind, "A" * 101, "term.syntax", None),
    (EventKind, "２", "term.syntax", None),  # a full-width digit
    (EventKind, "WIC:Summit", "term.syntax", None),
    (EventKind, "wic:", "term.syntax", None),
    (EventKind, ":summit", "term.syntax", "summit"),
    (EventKind, "wic:-summit", "term.syntax", None),
    (EventKind, "wic:a:b", "term.syntax", None),
    (EventKind, "wic:summit\n", "term.syntax", None),
    (EventKind, "w_i_c:summit", "term.syntax", None),
    (EventKind, "w:" + "a" * 199, "term.syntax", None),
    (OrganizationKind, "University", "term.syntax", "higher_education"),
    (Topic, "Internet Governance", "term.syntax", "internet_governance"),
]


@pytest.mark.parametrize(("vocabulary", "text", "code", "meant"), OPEN_SLIPS)
def test_an_open_vocabulary_keeps_a_well_formed_term_with_a_warning_and_refuses_the_rest(
    vocabulary: Any, text: Any, code: Any, meant: Any
) -> None:
    value, problems = Open(vocabulary).read(text)
    problem = only(problems)
    assert problem.code == code
    assert value == (text if code == "term.unlisted" else None)
    assert problem.severity is (Severity.WARNING if code == "term.unlisted" else Severity.ERROR)
    assert problem.suggestion == (None if meant is None else f'"{meant}"')
    assert "myproject:term" in problem.expected


@pytest.mark.parametrize("text", ["wic:summit", "wic:Summit", "a:1", "x-y-1:A.b_c-d", "w:" + "a" * 198])
def test_a_term_with_a_namespace_is_always_fine(text: Any) -> None:
    assert Open(EventKind).read(text) == (text, ())


def test_only_another_spelling_of_a_term_has_a_fix() -> None:
    """A label, a synonym or a similar word may mean something else; "Held" cannot."""
    assert only(shape_of(EventStatus).read("Held")[1]).fix == Fix("replace", "", "held")
    assert only(Open(EventKind).read("Press conference")[1]).fix == Fix("replace", "", "press_conference")
    for text in ("helt", "completed", "已举行", "happy", "held?", "held" + " " * 100 + "not"):
        assert only(shape_of(EventStatus).read(text)[1]).fix is None
    for text in ("symposion", "Summer School", "Colloquium", ":summit"):
        assert only(Open(EventKind).read(text)[1]).fix is None


@live_term
def test_every_label_and_iri_of_a_term_leads_back_to_it(term: Any) -> None:
    for written in (*term.labels.values(), *([term.iri] if term.iri else [])):
        assert only(shape_of(type(term)).read(written)[1]).suggestion == f'"{term.value}"', written


def test_other_words_are_folded_and_belong_to_terms_of_a_vocabulary() -> None:
    for term, words in ALSO_WRITTEN.items():
        assert any(term in vocabulary.__members__.values() for vocabulary in VOCABULARIES), term
        assert all(word == fold(word) != term for word in words.split()), term
    assert list(ALSO_WRITTEN) == sorted(ALSO_WRITTEN)


@every_vocabulary
def test_another_word_means_one_term_only(vocabulary: Any) -> None:
    words = [word for term in vocabulary for word in ALSO_WRITTEN.get(term.value, "").split()]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        (UNKNOWN, shape_of(EventStatus)),
        (UNLISTED, Open(EventKind)),
        (SYNTAX, Open(EventKind)),
        (DEPRECATED, Open(OrganizationKind)),
    ],
)
def test_the_examples_of_a_code_break_and_keep_its_rule(code: Any, shape: Any) -> None:
    ((_, bad),) = json.loads(code.bad).items()
    ((_, good),) = json.loads(code.good).items()
    assert only(shape.read(bad)[1]).code == code.name
    assert shape.read(good)[1] == ()


@given(st.sampled_from(VOCABULARIES), st.text(max_size=250) | st.sampled_from(TERMS).map(str.swapcase))
def test_reading_never_raises_and_gives_no_value_exactly_when_there_is_an_error(vocabulary: Any, text: Any) -> None:
    for shape in (shape_of(vocabulary), Open(vocabulary)):
        value, problems = shape.read(text)
        assert (value is None) == any(problem.severity is Severity.ERROR for problem in problems)
        assert value is None or getattr(value, "value", value) == text
        assert all(problem.message and problem.pointer == "" for problem in problems)


@given(
    st.from_regex("[A-Za-z0-9._:é -]{0,12}", fullmatch=True) | st.text(max_size=250) | st.sampled_from(TERMS).map(str)
)
def test_the_json_schema_accepts_exactly_what_reading_accepts(text: Any) -> None:
    for shape in (shape_of(EventStatus), shape_of(OrganizationKind), Open(EventKind)):
        accepts = Draft202012Validator({"type": "string", **shape.schema}).is_valid(text)
        if not text.endswith("\n"):  # Python's `$`, unlike that of ECMA-262, matches before a final line feed
            assert accepts == (shape.read(text)[0] is not None)


@pytest.mark.parametrize("length", [99, 100, 101, 199, 200, 201])
def test_the_json_schema_has_the_limits_of_reading(length: Any) -> None:
    for text in ("a" * length, "a:" + "b" * (length - 2)):
        accepts = Draft202012Validator(dict(Open(EventKind).schema)).is_valid(text)
        assert accepts == (Open(EventKind).read(text)[0] is not None)


@given(
    st.sampled_from(VOCABULARIES), st.from_regex("[a-z][a-z0-9-]{0,20}:[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
)
def test_no_term_with_a_namespace_is_ever_questioned(vocabulary: Any, text: Any) -> None:
    assert Open(vocabulary).read(text) == (text, ())


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing_more_and_gives_a_short_text(text: Any) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) <= 400  # casefold may turn one character into three, and a camel-case hump into one more


def test_a_python_caller_may_give_the_member_itself() -> None:
    explainer = Explainer()
    assert explainer.walk(shape_of(EventStatus), EventStatus.HELD, "") is EventStatus.HELD
    assert type(explainer.walk(Open(EventKind), EventKind.FORUM, "")) is str
    assert explainer.problems == []
    assert explainer.walk(shape_of(EventStatus), 1, "") is INVALID
    assert "a string: event status" in only(tuple(explainer.problems)).message


class _Plain(Vocabulary):
    """A vocabulary as `enum` makes it: a method `__init__` is none of ours."""

    HELD = "held", "Held", "Tenu", "已举行", "https://example.org/held"
    PAST = "past", "Past", "Passé", "过去", None, "held"

    def __init__(self, *_: object) -> None:
        """Do nothing."""


class _Quick(Vocabulary):
    """The same as this library makes it."""

    HELD = "held", "Held", "Tenu", "已举行", "https://example.org/held"
    PAST = "past", "Past", "Passé", "过去", None, "held"


def test_a_vocabulary_is_what_enum_would_make_of_it() -> None:
    """Its members have the same attributes, and so has the class."""
    plain, quick = ([{**vars(term), "__objclass__": None} for term in cls] for cls in (_Plain, _Quick))
    assert plain == quick
    for name in vars(_Plain).keys() - vars(_Quick).keys() - {"__init__"}:
        assert getattr(_Plain, name) == getattr(_Quick, name), name  # inherited
    for name, value in vars(_Plain).items():
        if isinstance(value, (dict, list, set)) and not name.startswith("__"):
            assert vars(_Quick)[name] is not vars(Vocabulary)[name], name  # of its own
    for name in ("_member_names_", "_value2member_map_", "_member_map_", "__members__"):
        assert getattr(_Plain, name) == getattr(_Quick, name), name
    assert _Quick("past") is _Quick["PAST"] is _Quick.PAST is pickle.loads(pickle.dumps(_Quick.PAST))
    assert list(reversed(_Quick)) == [_Quick.PAST, _Quick.HELD] and len(_Quick) == 2 and _Quick.HELD in _Quick
    for wrong in (lambda: setattr(_Quick, "HELD", 1), lambda: delattr(_Quick, "HELD")):
        with pytest.raises(AttributeError, match="member"):
            wrong()
    match _Quick("held"):
        case _Quick.HELD:
            pass
        case _:
            raise AssertionError


def test_a_vocabulary_with_aliases_is_left_to_enum() -> None:
    """And one that defines a name twice is refused, as by `enum`."""

    class Aliased(Vocabulary):
        ONE = "one", "One"
        SAME = "one", "Same"
        BARE = "bare"

    assert Aliased["SAME"] is Aliased["ONE"] and [*Aliased] == [Aliased.ONE, Aliased.BARE]
    with pytest.raises(TypeError, match="'ONE'"):
        exec("class Twice(Vocabulary):\n    ONE = 'one', 'One'\n    ONE = 'two', 'Two'", {"Vocabulary": Vocabulary})

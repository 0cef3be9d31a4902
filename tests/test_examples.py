"""The shipped datasets: every fact of the article has its place, and the invented example shows the rest of the model."""

from __future__ import annotations

import datetime
import doctest
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import thinktank_model as tm
from thinktank_model.model.union import RECORD

ROOT = Path(__file__).parents[1]
DATA = Path(tm.__file__).parent / "data"
DOCS = ROOT / "docs" / "examples.md"
SEED = ROOT.parent / "shared" / "seed"

ARTICLE, LISTED, ELSEWHERE = "source:rci-2024-12-20", "source:organization-list", "source:hufu-attribution"
PAGE, RELEASE, REPORT = (
    "source:nankai-2025-02-16",
    "source:prnewswire-2024-10-24",
    "source:people-daily-2024-10-24",
)
PROGRAM, HOST, SYMPOSIUM = (
    "program:wic-think-tank-cooperation",
    "organization:wic",
    "event:wic-think-tank-symposium-2024",
)
FOUR_SUBJECTS = "recommendation:wic-2024-four-subjects"
PLAN, DISPUTED = "work_plan:wic-think-tank-cooperation-2025", "organization:hufu-think-tank"
AFTER = datetime.date(2024, 12, 31)

# The names as the article prints them, in its order.
BODIES = (
    "Association d'études sur Internet de Macao",
    (
        "Base de recherche sur la gouvernance internationale de l'espace cyber de l'Université des postes et télécommunications "
        "de Beijing"
    ),
    "Institut d'études internationales de l'Université de Fudan",
    "Institut de développement mondial et de sécurité de l'Université de Jiangsu",
    "Institut de développement moderne à la chinoise de l'Université de Nankai",
    "Institut d'études internationales de Shanghai",
    "Institut de gouvernance du cyberespace de l'Université de Wuhan",
    "Institut de la civilisation numérique de Wuzhen",
    "Institut de finance Chongyang de l'Université Renmin de Chine",
    "Institut des relations internationales contemporaines de Chine",
    "Institut de la communication et des Informations de Chine",
    "Centre de recherche d'Alibaba Cloud",
    "Centre de recherche en intelligence artificielle et en sécurité d'information de DBAPPSecurity",
    "Bell Labs",
    "Think Tank de Beike",
    "Institut de recherche de Lenovo",
    "Institut de recherche de groupe Ant",
    "Think Tank de Qihoo 360 Tiger Symbol",
    "Laboratoire Beacon Tower \N{NO-BREAK SPACE}de WebRAY Tech(Beijing)",
    "Think Tank de Sohu",
    "Institut de recherche Tencent",
    "Think Tank Big Wave de Sina",
    "Institut de recherche Evernote",
    "Think Tank Tianyi de China Telecom",
    "Institut de recherche de China Unicom",
    "Institut de recherche de China Mobile (Think Tank CMI )",
)

# What the rules across records find, all of it explained in docs/examples.md.
FOUND_ACROSS = [
    ("record.orphan", "organization:qihoo-360"),
    ("record.orphan", "organization:qi-an-xin"),
    ("statement.conflict", DISPUTED),
]


def seed(name: str) -> bytes:
    path = SEED / name
    if not path.is_file():
        pytest.skip(f"the dataset's own sources are not shipped with it: {name} is not beside the repository")
    return path.read_bytes()


@pytest.fixture(scope="module")
def wic() -> tm.Dataset:
    return tm.example("wic-2024")


@pytest.fixture(scope="module")
def riverside() -> tm.Dataset:
    return tm.example("riverside-2025")


@pytest.fixture
def article() -> str:
    return seed("article-fr.txt").decode()


def texts_of(article: str) -> dict[str, str]:
    """Return the text of each source that is available; of the second sources, the stored excerpts."""
    kept = seed("second-sources.md").decode()
    return {ARTICLE: article, LISTED: seed("organizations.json").decode(), PAGE: kept, RELEASE: kept, REPORT: kept}


def symposium_of(ds: tm.Dataset) -> tm.Event:
    return ds.of(tm.Event)[SYMPOSIUM]


def bodies_of(ds: tm.Dataset) -> list[tm.Organization]:
    """Return the bodies that took part, in the order of the participant list."""
    listed = [participation.party_id for participation in symposium_of(ds).participations]
    return [ds.of(tm.Organization)[id] for id in listed if id is not None]


def last_paragraph(ds: tm.Dataset) -> list[tm.Recommendation]:
    """Return the recommendations except that of paragraph 3, for which the article gives only the subjects."""
    return [r for r in ds.of(tm.Recommendation).values() if r.id != FOUR_SUBJECTS]


def in_language(record: tm.Organization, lang: str) -> list[tm.Name]:
    return [name for name in record.names if name.lang == lang]


def quotes_of(ds: tm.Dataset, source_id: str) -> Iterator[tuple[str, str]]:
    """Yield each quote from a source, with the record that it is in."""
    for record in ds:
        said = [(reference.source_id, reference.quote) for reference in record.sources]
        said += [(statement.source_id, statement.quote) for statement in record.statements]
        yield from [(record.id, quote) for id, quote in said if id == source_id and quote is not None]


# --- Shipped datasets ---


def test_the_datasets_that_are_shipped() -> None:
    """By name; the error for an unknown name lists them."""
    assert {"riverside-2025", "wic-2024"} <= set(tm.example_names())
    with pytest.raises(KeyError, match="there is no example 'wic', only .*wic-2024"):
        tm.example("wic")


@pytest.mark.parametrize("name", tm.example_names())
def test_a_shipped_file_is_what_writing_gives(name: str, tmp_path: Path) -> None:
    """One record per line, in canonical form."""
    kept = (DATA / f"{name}.thinktank.json").read_bytes()
    written = tmp_path / "written.json"
    tm.example(name).write(written)
    assert written.read_bytes() == kept
    lines = kept.decode().rstrip("\n").split("\n")[1:-1]
    assert [line.rstrip(",") for line in lines] == [tm.dumps(record).decode() for record in tm.example(name)]


@pytest.mark.parametrize("name", tm.example_names())
def test_a_shipped_dataset_goes_through_json_lines(name: str, tmp_path: Path) -> None:
    """And comes back equal."""
    path = tmp_path / "dataset.jsonl"
    tm.example(name).write(path)
    assert tm.Dataset.read(path) == tm.example(name)


def test_every_type_of_record_has_an_example() -> None:
    """In one of the shipped datasets at least."""
    shown = {type(record) for name in tm.example_names() for record in tm.example(name)}
    assert shown == set(get_args(RECORD))


# --- The article: its source ---


def test_the_article_is_a_source(wic: tm.Dataset) -> None:
    """With its date as printed, and a time of no known zone; it has no address, so none is given."""
    source = wic.of(tm.Source)[ARTICLE]
    assert source.kind == "news" and source.lang == "fr" and source.url is None
    assert source.publisher == tm.Text(fr="RCI en ligne")
    assert source.published_raw == "20-12-2024 06:09:47"
    assert source.published == tm.PartialDate("2024-12-20T06:09:47") and source.published.instant is None


def test_the_hashes_are_those_of_the_files(wic: tm.Dataset) -> None:
    """SHA-256 of the bytes."""
    assert wic.of(tm.Source)[ARTICLE].sha256 == "bd9fbeb9b6ec5da735ca355d1630df7ae5a8dbf2e5d96d3b81d669c2d939fb1c"
    for id, name in ((ARTICLE, "article-fr.txt"), (LISTED, "organizations.json")):
        assert wic.of(tm.Source)[id].sha256 == hashlib.sha256(seed(name)).hexdigest()


def test_quotes_are_verbatim(wic: tm.Dataset, article: str) -> None:
    """Each is in its source, character by character, spaces included."""
    texts = texts_of(article)
    for source_id, text in texts.items():
        missing = [q for q in quotes_of(wic, source_id) if q[1] not in unicodedata.normalize("NFC", text)]
        assert missing == []
    assert list(quotes_of(wic, ELSEWHERE)) == []  # no text of the publication is available for a quote


def test_every_claim_rests_on_words_of_the_article(wic: tm.Dataset) -> None:
    """Each record but the sources, the launch that others announce, and the organizations that the article does not name, quotes it."""
    quoting = {id for id, _ in quotes_of(wic, ARTICLE)}
    unquoted = [record.id for record in wic if record.id not in quoting and record.type != "source"]
    assert unquoted == [
        "event:wic-think-tank-launch-2024",
        "organization:miit",
        "organization:alibaba-group",
        "organization:yinxiang-biji",
        "organization:qi-an-xin",
    ]
    assert [record.id for record in wic if record.type != "source" and not record.sources] == []


# --- The article: the programme ---


def test_the_programme_has_its_host_and_its_names(wic: tm.Dataset) -> None:
    """The French ones as the article has them."""
    program = wic.of(tm.CooperationProgram)[PROGRAM]
    assert program.host_ids == (HOST,)
    assert [name.value for name in program.names if name.lang == "fr"] == [
        "programme de coopération entre les think tanks de la Conférence mondiale de l'Internet",
        "programme de coopération entre les think tanks",
        "programme de coopération avec les think tanks",
        "programme de coopération des think tanks",
    ]
    assert program.notes is not None and "groupes de réflexion" in program.notes["en"]
    assert [name.value for name in wic.of(tm.Organization)[HOST].names][:2] == [
        "Conférence mondiale de l'Internet",
        "World Internet Conference",
    ]


def test_what_the_article_leaves_open_of_the_programme_is_left_open(wic: tm.Dataset) -> None:
    """It does not say when the programme began, or whether it has, or who is a member."""
    program = wic.of(tm.CooperationProgram)[PROGRAM]
    assert program.status is tm.ProgramStatus.UNKNOWN and program.period is None
    assert program.member_kinds == () and program.positioning is None


def test_the_programme_has_three_forms_of_activity_and_an_open_end(wic: tm.Dataset) -> None:
    """Advice and industrial development are its purpose: they are in its aims."""
    program = wic.of(tm.CooperationProgram)[PROGRAM]
    assert program.activity_kinds == ("exchange", "joint_research", "result_publication")
    assert program.notes is not None and "et d'autres formes d'activités" in program.notes["en"]
    assert program.aims is not None
    assert program.aims["fr"].endswith("en conseillant et en promouvant le développement de l'industrie.")


def test_every_sentence_of_the_article_is_quoted(wic: tm.Dataset, article: str) -> None:
    """Also the one on the technological revolution: a sentence shares a part with some quote."""
    quotes = [quote for _, quote in quotes_of(wic, ARTICLE)]
    sentences = [s.strip() for s in re.split(r"(?<=\.)\s+|\n+", article) if s.strip()]
    assert [s for s in sentences if not any(q in s or s in q for q in quotes)] == []
    principles = wic.of(tm.CooperationProgram)[PROGRAM].principles
    assert principles is not None and principles["fr"] in quotes and principles["fr"] in article


def test_the_sharing_mechanism_is_proposed(wic: tm.Dataset) -> None:
    """The representatives asked for it; nobody adopted it."""
    policy = wic.of(tm.CooperationProgram)[PROGRAM].sharing_policy
    assert policy is not None and policy.status is tm.SharingStatus.PROPOSED
    assert "à la fois normalisé et durable" in policy.text["fr"]


def test_attending_is_no_membership(wic: tm.Dataset) -> None:
    """The article never says member, so there is no member record."""
    assert dict(wic.of(tm.Member)) == {}


# --- The article: the symposium ---


def test_the_symposium_was_held_in_beijing_and_online(wic: tm.Dataset) -> None:
    """On 20 December, a day whose year is inferred from the printed date."""
    event = symposium_of(wic)
    assert (
        event.kind == "symposium"
        and event.status is tm.EventStatus.HELD
        and event.start == tm.PartialDate("2024-12-20")
    )
    assert event.attendance_mode is tm.AttendanceMode.MIXED
    assert event.program_ids == (PROGRAM,) and event.organizer_ids == (HOST,)
    assert [(place.kind, place.country) for place in event.places] == [(tm.PlaceKind.PHYSICAL, "CN")]
    assert event.places[0].locality == tm.Text({"fr": "Beijing", "en": "Beijing", "zh-Hans": "北京"})
    said = event.statements[0]
    assert (said.field, said.value, said.quote, said.method) == ("/start", "2024-12-20", "Le 20 décembre", "inference")


def test_the_mode_of_attendance_rests_on_the_article_alone(wic: tm.Dataset) -> None:
    """The participant's page does not say that some took part online; about the number of people, both agree."""
    said = symposium_of(wic).statements
    assert [s.source_id for s in said if s.field == "/attendance_mode"] == [ARTICLE]
    numbers = {s.source_id: s.value for s in said if s.field == "/attendance/total"}
    assert set(numbers) == {ARTICLE, PAGE} and numbers[ARTICLE] == numbers[PAGE]


def test_a_participant_calls_the_meeting_something_else(wic: tm.Dataset) -> None:
    """Its Chinese name of the meeting; its kind of event is a second statement, and the article's is preferred."""
    event = symposium_of(wic)
    (chinese,) = [name for name in event.names if name.lang == "zh-Hans"]
    assert (chinese.value, chinese.source_id) == ("世界互联网大会智库合作计划座谈会", PAGE)
    assert {(s.source_id, s.value, s.rank.value) for s in event.statements if s.field == "/kind"} == {
        (ARTICLE, "symposium", "preferred"),
        (PAGE, "discussion_meeting", "normal"),
    }


def test_a_participant_says_who_spoke_for_it(wic: tm.Dataset) -> None:
    """The statement is in the entry of that body; no person is named."""
    (said,) = [s for s in symposium_of(wic).statements if s.field.startswith("/participations/")]
    entry = symposium_of(wic).participations[int(said.field.split("/")[2])]
    assert entry.party_id == "organization:nankai-icpm" and entry.unnamed is not None
    assert (said.source_id, said.value) == (PAGE, "现代院办公室负责同志")


def test_the_launch_was_announced(wic: tm.Dataset) -> None:
    """For November 2024, in two press texts; neither says that it was held, so the programme has no start."""
    program = wic.of(tm.CooperationProgram)[PROGRAM]
    assert {RELEASE, REPORT} <= {reference.source_id for reference in program.sources}
    assert program.notes is not None and "that it took place, they do not say" in program.notes["en"]
    assert program.period is None and program.status is tm.ProgramStatus.UNKNOWN


def test_the_two_texts_disagree_on_the_divide(wic: tm.Dataset) -> None:
    """ "Digital" in the article, "intelligence" on the page: two statements; the record follows the article."""
    record = wic.of(tm.Recommendation)["recommendation:wic-2024-digital-divide"]
    assert [(s.source_id, s.value, s.quote) for s in record.statements] == [
        (ARTICLE, "wic:digital-divide", "combler le fossé numérique"),
        (PAGE, "wic:intelligence-divide", "弥合智能鸿沟"),
    ]
    assert record.topics == ("wic:digital-divide",)


def test_the_host_has_members_by_the_press(wic: tm.Dataset) -> None:
    """About 170 from over 30 countries: sizes given by a source, without member records."""
    seen = [(o.measure, str(o.count), o.source_id) for o in wic.of(tm.Organization)[HOST].observations]
    assert seen == [("members", "about 170", REPORT), ("countries", "more than 30", REPORT)]


def test_a_chinese_text_without_a_source_is_marked_as_ours(wic: tm.Dataset) -> None:
    """A name gives its source; notes of other records with Chinese text say who wrote it."""
    for record in wic:
        names = [name for name in getattr(record, "names", ()) if name.lang == "zh-Hans"]
        data = {key: value for key, value in tm.to_dict(record).items() if key not in {"names", "statements"}}
        if "zh-Hans" in json.dumps(data).replace('"lang": "zh-Hans"', "") or any(n.source_id is None for n in names):
            assert record.notes is not None, record.id
            assert re.search("this dataset's own|made for this dataset", record.notes["en"]), record.id


def test_more_than_40_took_part(wic: tm.Dataset) -> None:
    """A count of representatives with its qualifier; the article does not say how many were there and how many online."""
    count = tm.Count(value=40, qualifier=tm.CountQualifier.MORE_THAN, unit="representatives")
    assert symposium_of(wic).attendance == tm.Attendance(total=count)
    assert count.bounds == (41, None)


def test_the_participants_are_listed_in_part(wic: tm.Dataset) -> None:
    """After "notamment" and "tels que": 26 bodies and a speaker of the host; nobody is invented."""
    event = symposium_of(wic)
    assert event.participants_listed is tm.ParticipantsListed.PARTIAL
    assert len(bodies_of(wic)) == 26 and len(event.participations) == 27
    assert dict(wic.of(tm.Person)) == {}


def test_the_unnamed_stay_unnamed(wic: tm.Dataset) -> None:
    """The speaker of the host, and the people of each body in the entry of that body, in the words of the article."""
    described = [
        (p.unnamed.description["fr"], p.unnamed.count, p.on_behalf_of)
        for p in symposium_of(wic).participations
        if p.unnamed is not None
    ]
    experts = "Des experts et des chercheurs issus de divers établissements d'enseignement supérieur et institutions de recherche"
    assert described == [
        ("Le responsable de la Conférence mondiale de l'Internet", tm.Count(value=1), HOST),
        *[(experts, None, None)] * 11,
        *[("des représentants des think tanks d'entreprises", None, None)] * 15,
    ]


def test_those_who_spoke_also_made_suggestions(wic: tm.Dataset) -> None:
    """The same 26 bodies, on the agenda and as those who made the recommendation on the four subjects."""
    bodies = tuple(body.id for body in bodies_of(wic))
    assert [item.speaker_ids for item in symposium_of(wic).agenda] == [(HOST,), bodies, bodies]
    assert wic.of(tm.Recommendation)[FOUR_SUBJECTS].proposer_ids == bodies


def test_the_unnamed_are_described_as_the_article_does(wic: tm.Dataset, article: str) -> None:
    """Letter by letter."""
    for participation in symposium_of(wic).participations:
        assert participation.unnamed is None or participation.unnamed.description["fr"] in article


def test_the_four_subjects_of_the_suggestions(wic: tm.Dataset) -> None:
    """They are the subjects of a recommendation; the article gives only the subjects."""
    made = wic.of(tm.Recommendation)[FOUR_SUBJECTS]
    assert made.concerns == ("activity_organization", "publication_form", "research_priority", "work_plan")
    assert made.consensus is tm.Consensus.UNKNOWN and made.event_id == SYMPOSIUM
    for subject in (
        "l'organisation des activités du programme",
        "la forme de publication des résultats",
        "les orientations de recherche prioritaires",
        "le plan de travail pour l'année 2025",
    ):
        assert subject in made.text["fr"] and subject in symposium_of(wic).agenda[-1].title["fr"]


# --- The article: the 26 bodies ---


def test_the_bodies_have_their_names_verbatim(wic: tm.Dataset) -> None:
    """In the order of the article, as the one French name, preferred, from the article."""
    french = [in_language(body, "fr") for body in bodies_of(wic)]
    assert [[name.value for name in names] for names in french] == [[body] for body in BODIES]
    assert {(name.preferred, name.source_id) for names in french for name in names} == {(True, ARTICLE)}


def test_the_no_break_space_is_kept(wic: tm.Dataset, article: str) -> None:
    """Body 19: a space and U+00A0, none before the bracket; and the space before the last bracket of body 26."""
    kept = in_language(wic.of(tm.Organization)["organization:webray-beacon-tower"], "fr")[0].value
    assert "Tower \u00a0de" in kept and "Tech(Beijing)" in kept and kept in article
    assert article.count("\u00a0") == kept.count("\u00a0") == 1
    assert in_language(bodies_of(wic)[25], "fr")[0].value.endswith("(Think Tank CMI )")


def test_the_names_stand_in_the_article_in_this_order(article: str) -> None:
    """Each after the one before it."""
    text = article[article.index("notamment") :]
    places = [text.index(body) for body in BODIES]
    assert places == sorted(places)


def test_the_order_is_found_in_each_body_too(wic: tm.Dataset) -> None:
    """The quote of each gives its place among the 26."""
    locators = [body.sources[0].locator for body in bodies_of(wic)]
    assert locators == [f"paragraph 3, body {number} of 26" for number in range(1, 27)]


def test_each_body_is_named_in_three_languages(wic: tm.Dataset) -> None:
    """One name of each is preferred; an uncertain Chinese name has no kind, and its statement gives the confidence."""
    uncertain = []
    for body in bodies_of(wic):
        preferred = {name.lang: name for name in body.names if name.preferred}
        assert list(preferred) == ["fr", "en", "zh-Hans"]
        chinese = preferred["zh-Hans"]
        said = body.statements[0]
        assert (said.field, said.value, said.source_id) == ("/names/2/value", chinese.value, LISTED)
        if said.quote == '"name_zh_status": "uncertain"':
            uncertain.append(body.id)
            assert (chinese.kind, said.confidence) == (None, 0.5)
            assert body.notes is not None and "The Chinese name is uncertain." in body.notes["en"]
        else:
            assert said.quote == '"name_zh_status": "found in a second source"'
            assert (chinese.kind, said.confidence) == (tm.NameKind.OFFICIAL, 0.9)
    assert uncertain == [
        "organization:jiangsu-global-development-security",
        "organization:dbappsecurity-research-center",
        "organization:ant-group-research-institute",
        "organization:sohu-think-tank",
    ]


def test_the_bodies_of_the_academy_and_of_enterprises(wic: tm.Dataset) -> None:
    """The first eleven and the other fifteen; Macao has a country code of its own."""
    bodies = bodies_of(wic)
    assert [body.sector for body in bodies] == ["academic"] * 11 + ["enterprise"] * 15
    assert [body.country for body in bodies] == ["MO"] + ["CN"] * 25
    assert all(body.is_think_tank for body in bodies)


def test_the_list_of_organizations_is_in_the_data(wic: tm.Dataset) -> None:
    """Names, kinds, countries, parents and identifiers are those of the list that the dataset was made from."""
    entries = json.loads(seed("organizations.json"))
    kinds = {
        "association": "association",
        "university_institute": "higher_education",
        "government_think_tank": "government",
        "research_institute": "research_institute",
        "corporate_think_tank": "enterprise",
        "media_think_tank": "media",
    }
    for entry, body in zip(entries, bodies_of(wic), strict=True):
        short = [name.value for name in body.names if name.kind == "acronym" and f"({name.value})" in entry["name_en"]]
        assert in_language(body, "en")[0].value + "".join(f" ({value})" for value in short) == entry["name_en"]
        assert [n.value for n in in_language(body, "zh-Hans") if n.source_id == LISTED] == [entry["name_zh"]]
        assert (body.kind, body.sector, body.country) == (kinds[entry["kind"]], entry["sector"], entry["country"])
        own = {identifier.scheme: identifier.value for identifier in body.identifiers}
        assert own == {scheme: url.rpartition("/")[2] for scheme, url in entry["own_ids"].items()}
        if body.id == DISPUTED or entry["parent"] is None:
            assert body.parents == ()
            continue
        (above,) = body.parents
        parent = wic.of(tm.Organization)[above.organization_id]
        assert entry["parent"].startswith(in_language(parent, "en")[0].value)
        known = {"ror": (entry["parent_ror"] or "").rpartition("/")[2], "wikidata": entry["parent_wikidata"]}
        assert {i.scheme: i.value for i in parent.identifiers} == {
            scheme: value for scheme, value in known.items() if value
        }


def test_eight_bodies_are_named_by_a_participant(wic: tm.Dataset) -> None:
    """On its page, character by character as in the list, with one shorter exception; its own acronym is there too."""
    confirmed = [b.id for b in bodies_of(wic) for s in b.statements if s.source_id == PAGE and s.value == s.quote]
    shorter = [(b.id, n.value) for b in bodies_of(wic) for n in b.names if n.source_id == PAGE]
    assert len(confirmed) == 7
    assert shorter == [
        ("organization:nankai-icpm", "现代院"),
        ("organization:china-mobile-research-institute", "中国移动研究院"),
    ]


def test_a_kind_that_comes_from_the_list_says_so(wic: tm.Dataset) -> None:
    """The article lists five bodies among others; notes say where."""
    kinds = {b.id: s for b in bodies_of(wic) for s in b.statements if s.field == "/kind"}
    assert {id: (s.value, s.source_id) for id, s in kinds.items()} == {
        "organization:siis": ("government", LISTED),
        "organization:cicir": ("government", LISTED),
        "organization:caict": ("government", LISTED),
        "organization:sohu-think-tank": ("media", LISTED),
        "organization:sina-big-wave-think-tank": ("media", LISTED),
    }
    for body in bodies_of(wic):
        assert body.id not in kinds or (body.notes is not None and "the article has the body among" in body.notes["en"])


def test_an_acronym_is_a_name_of_its_own(wic: tm.Dataset) -> None:
    """Only the article's own name has it in brackets."""
    for body in bodies_of(wic):
        for acronym in [name.value for name in body.names if name.kind == "acronym"]:
            assert not [n.value for n in body.names if n.value.endswith(f"({acronym})")]


def test_an_uncertain_parent_is_marked(wic: tm.Dataset) -> None:
    """The ministry is the parent of a predecessor: affiliated, with low confidence; the academy has its own ROR id."""
    caict = wic.of(tm.Organization)["organization:caict"]
    (parent,) = caict.parents
    assert parent == tm.Parent(organization_id="organization:miit", relation=tm.OrganizationRelation.AFFILIATED)
    said = caict.statements[1]
    assert (said.field, said.value, said.confidence) == ("/parents/0/organization_id", "organization:miit", 0.5)
    assert [str(i.url) for i in caict.identifiers] == ["https://ror.org/038dte259"]


def test_the_disputed_owner_is_two_statements(wic: tm.Dataset) -> None:
    """From different sources, with equal rank; the record itself has no owner."""
    body = wic.of(tm.Organization)[DISPUTED]
    said = [statement for statement in body.statements if statement.field == "/parents/0/organization_id"]
    assert [(s.value, s.source_id, s.quote) for s in said] == [
        ("organization:qihoo-360", ARTICLE, "Think Tank de Qihoo 360 Tiger Symbol"),
        ("organization:qi-an-xin", ELSEWHERE, None),
    ]
    assert {s.rank for s in said} == {tm.StatementRank.NORMAL} and body.parents == ()
    assert {s.value for s in said} <= set(wic.of(tm.Organization))


def test_the_other_source_of_the_dispute_is_not_made_up(wic: tm.Dataset) -> None:
    """It represents what is said elsewhere: no address, no date, no publisher."""
    source = wic.of(tm.Source)[ELSEWHERE]
    assert (source.url, source.published, source.published_raw, source.publisher, source.kind) == (None,) * 5
    assert [id for id, source in wic.of(tm.Source).items() if source.url is not None] == [PAGE, REPORT]


# --- The article: plan, activities, recommendations ---


def test_the_work_announced_for_2025(wic: tm.Dataset) -> None:
    """A plan that is proposed, with the three activities that the article names; none has a date or a lead of its own."""
    plan = wic.of(tm.WorkPlan)[PLAN]
    assert plan.program_id == PROGRAM and plan.period == tm.Period(
        start=tm.PartialDate("2025"), end=tm.PartialDate("2025")
    )
    assert plan.status is tm.WorkPlanStatus.PROPOSED and plan.adopted_at is None and plan.priorities == ()
    activities = wic.of(tm.Activity)
    assert plan.activity_ids == tuple(activities)
    assert [(activity.kind, activity.sources[0].quote) for activity in activities.values()] == [
        ("exchange", "en organisant des échanges entre les think tanks"),
        ("joint_research", "en menant des recherches conjointes"),
        ("result_publication", "en publiant les résultats des groupes de réflexion"),
    ]
    assert "et d'autres formes d'activités" in [reference.quote for reference in plan.sources]
    assert plan.notes is not None and "et d'autres formes d'activités" in plan.notes["en"]
    for activity in activities.values():
        assert (activity.program_id, activity.work_plan_id, activity.status) == (PROGRAM, PLAN, "planned")
        assert activity.period is None and activity.lead_ids == activity.partner_ids == ()


def test_the_nine_recommendations(wic: tm.Dataset) -> None:
    """Those of the last paragraph, in its order: what is to be done, what it is about, whether all agreed."""
    found = [(r.text["fr"], *r.concerns, *r.topics, r.consensus.value) for r in last_paragraph(wic)]
    assert found == [
        (
            (
                "Mettre en œuvre le programme de coopération des think tanks par l'intermédiaire de la Conférence mondiale de "
                "l'Internet."
            ),
            "wic:implementation",
            "unanimous",
        ),
        (
            "Pleinement exploiter les avantages de la plateforme de la Conférence mondiale de l'Internet.",
            "activity_organization",
            "unknown",
        ),
        (
            (
                "Rassembler largement des ressources think tank de divers types, y compris des institutions de recherche, des "
                "entreprises, des organisations d'associations, des établissements d'enseignement supérieur et des médias, pour "
                "organiser des séminaires et des échanges sur des sujets spécifiques."
            ),
            "activity_organization",
            "unknown",
        ),
        (
            "Construire un mécanisme de partage des résultats à la fois normalisé et durable.",
            "result_sharing",
            "unknown",
        ),
        ("Mener des recherches conjointes.", "joint_research", "unknown"),
        ("Promouvoir les échanges et la coopération internationales.", "international_cooperation", "unknown"),
        (
            "Apporter des contributions actives pour construire un espace cyber universel et prospère, égal et inclusif.",
            "wic:cyberspace",
            "unknown",
        ),
        ("Promouvoir le développement de l'industrie d'Internet.", "wic:industry-development", "unknown"),
        ("Combler le fossé numérique.", "wic:digital-divide", "unknown"),
    ]


def test_a_subject_of_its_own_is_a_topic(wic: tm.Dataset) -> None:
    """`concerns` refers to the programme's work; `topics` are the subjects of a recommendation."""
    assert {topic for r in last_paragraph(wic) for topic in r.topics} == {
        "wic:cyberspace",
        "wic:industry-development",
        "wic:digital-divide",
    }


def test_the_recommendations_are_those_of_the_symposium(wic: tm.Dataset, article: str) -> None:
    """The representatives made them as a group; the wording is the article's, and their follow-up is not known."""
    for recommendation in last_paragraph(wic):
        assert recommendation.event_id == SYMPOSIUM and recommendation.addressee_ids == (PROGRAM,)
        assert recommendation.collective is not None and recommendation.proposer_ids == ()
        assert recommendation.status is tm.RecommendationStatus.OPEN and recommendation.fulfilled_by == ()
        words = recommendation.text["fr"].removesuffix(".")
        assert words[0].lower() + words[1:] in article
        assert words[1:] in str(recommendation.sources[0].quote)
        unanimous = "unanimement" in str(recommendation.sources[0].quote)
        assert unanimous is (recommendation.consensus is tm.Consensus.UNANIMOUS)


# --- The article: what the rules say ---


def test_what_the_rules_across_records_find(wic: tm.Dataset) -> None:
    """No error; each warning is explained in the documentation."""
    assert [(problem.code, problem.record_id) for problem in wic.check(AFTER)] == FOUND_ACROSS
    assert wic.check(AFTER).ok


def test_no_quote_is_missing_in_the_texts(wic: tm.Dataset, article: str) -> None:
    """With the texts of the sources at hand, nothing more is found."""
    texts = texts_of(article)
    assert [(problem.code, problem.record_id) for problem in wic.check(AFTER, texts=texts)] == FOUND_ACROSS


def test_what_validation_finds(wic: tm.Dataset) -> None:
    """The same as the rules across records, in the order of the records: single records have no problem."""
    report = tm.validate(DATA / "wic-2024.thinktank.json", today=AFTER)
    order = [record.id for record in wic]
    assert [(p.code, p.record_id) for p in report] == sorted(FOUND_ACROSS, key=lambda found: order.index(found[1]))


def test_the_documentation_explains_every_finding() -> None:
    """By code and record."""
    text = DOCS.read_text(encoding="utf-8")
    for code, id in FOUND_ACROSS:
        assert any(code in line and id in line for line in text.split("\n")), (code, id)


def test_the_code_in_the_documentation_runs() -> None:
    """And prints what it says there."""
    text = DOCS.read_text(encoding="utf-8")
    blocks = re.findall("```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    test = doctest.DocTestParser().get_doctest("".join(blocks), {}, "examples.md", str(DOCS), 0)
    said = io.StringIO()
    assert doctest.DocTestRunner(verbose=False).run(test, out=said.write).failed == 0, said.getvalue()


# --- The invented example ---


def test_the_invented_example_is_clean(riverside: tm.Dataset) -> None:
    """No problem on any day."""
    for today in (datetime.date(2025, 12, 1), datetime.date(2035, 1, 1)):
        assert list(riverside.check(today)) == []
        assert list(tm.validate(DATA / "riverside-2025.thinktank.json", today=today)) == []


def test_the_invented_example_says_so(riverside: tm.Dataset) -> None:
    """In its title, its description, and the name or title of each record that has one; its addresses are example.org."""
    assert riverside.title is not None and riverside.description is not None
    assert "invented" in riverside.title["en"] and "invented" in riverside.description["en"]
    for record in riverside:
        titles = getattr(record, "titles", None)
        shown = [*titles.values()] if titles else [n.value for n in getattr(record, "names", ()) if n.kind != "acronym"]
        assert all(re.search("invented|inventé|虚构", text) for text in shown), record.id
    addresses = set(
        re.findall(r"https?://[^/\"]+", (DATA / "riverside-2025.thinktank.json").read_text(encoding="utf-8"))
    )
    assert addresses == {"https://example.org"}


def test_the_invented_example_shows_members_of_many_kinds(riverside: tm.Dataset) -> None:
    """Several roles, and almost every status; organizations and a person; a membership that is over."""
    members = list(riverside.of(tm.Member).values())
    assert {member.role for member in members} == {"founding_member", "chair", "member", "partner", "observer"}
    assert {member.status.value for member in members} == {"active", "suspended", "left", "applied", "invited"}
    assert {member.party_id.partition(":")[0] for member in members} == {"organization", "person"}
    assert [member.id for member in members if member.period is not None and member.period.end is not None] == [
        "member:riverside-delta-forum"
    ]


def test_the_invented_example_shows_what_the_article_has_not(riverside: tm.Dataset) -> None:
    """Outputs of several kinds with relations and files, a series with a session, an adopted policy, merged ids, extensions."""
    outputs = riverside.of(tm.Output)
    assert {"report", "dataset", "policy_brief"} <= {output.kind for output in outputs.values()}
    assert {relation.type.value for output in outputs.values() for relation in output.relations} == {
        "is_version_of",
        "replaces",
        "supplements",
        "summarizes",
        "cites",
        "is_translation_of",
    }
    assert (
        outputs["output:riverside-report-2025"].files and outputs["output:riverside-report-2025"].license == "CC-BY-4.0"
    )
    events = riverside.of(tm.Event)
    above = [events["event:riverside-dialogue-2025-03-data"]]
    while above[-1].parent_id is not None:
        above.append(events[above[-1].parent_id])
    assert [event.kind for event in above] == ["session", "symposium", "series"]
    program = riverside.of(tm.CooperationProgram)["program:riverside"]
    assert program.sharing_policy is not None and program.sharing_policy.status is tm.SharingStatus.ADOPTED
    assert "riverside:budget" in program.extensions
    assert riverside["organization:riverside-centre"].id == "organization:riverside-institute"
    assert [i.value for i in riverside.of(tm.Person)["person:josiah-carberry"].identifiers] == ["0000-0002-1825-0097"]

"""Each rule for accepting or refusing an answer, on an invented article of a few sentences."""

from __future__ import annotations

import json
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.extract import Accepted, accept
from thinktank_model.extract.cues import said_by

TEXT = """Forum on marshes

The second Marsh Forum took place in Riverton, France on 3 March 2025, online and in person. Around 40 experts and 12 ministers
from 26 countries attended; 200 people had registered. The forum was organised by the Institute for Marsh Studies (IMS), part of
the Riverton University. Léa Martin of the IMS spoke, and so did the director of the Delta Trust. The IMS published the report
"Marshes in Motion" in January 2025. Participants proposed to share data. The first forum was cancelled in 2023.
"""
QUOTE = "The second Marsh Forum took place in Riverton, France on 3 March 2025, online and in person."


def event(**more: Any) -> dict[str, Any]:
    return {"quote": QUOTE, "names": [{"quote": "The second Marsh Forum", "value": "Marsh Forum"}], **more}


def events(**more: Any) -> Accepted:
    return accept(TEXT, {"events": [event(**more)]}, lang="en")


def codes(found: Accepted) -> list[tuple[str, str]]:
    return [
        (problem.code.removeprefix("extract."), problem.pointer)
        for problem in found.problems
        if problem.record_id is None
    ]


def the_event(found: Accepted) -> tm.Event:
    (one,) = [record for record in found.records if isinstance(record, tm.Event)]
    return one


COUNT = {"quote": "Around 40 experts and 12 ministers", "value": 40, "qualifier": "about", "unit": "experts"}

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"start": {"quote": "on 3 March 2025", "date": "2025-03-04"}}, "date", "/events/0/start/date"),
    ({"start": {"quote": "in Riverton", "date": "2025-03-03"}}, "date", "/events/0/start/date"),
    ({"start": {"quote": "on 3 March", "date": "2025-03-03"}}, "date", "/events/0/start/date"),
    ({"start": {"quote": "cancelled in 2023", "date": "2023-05"}}, "date", "/events/0/start/date"),
    ({"start": {"quote": "on 3 March 2025", "date": "soon"}}, "date", "/events/0/start/date"),
    ({"start": {"quote": "on 3 March 2025", "date": 2025}}, "form", "/events/0/start/date"),
    ({"start": {"quote": "on 3 March 2025", "date": "2025\u0007"}}, "form", "/events/0/start/date"),
    ({"start": {"quote": "on 3 March 2025"}}, "missing", "/events/0/start"),
    ({"start": 3.5}, "form", "/events/0/start"),
    ({"status": {"quote": "took place", "term": "cancelled"}}, "term", "/events/0/status/term"),
    ({"status": {"quote": "took place", "term": "a success"}}, "unknown-term", "/events/0/status/term"),
    ({"status": {"quote": 7, "term": "held"}}, "form", "/events/0/status/quote"),
    ({"status": {"quote": "took place " * 500, "term": "held"}}, "form", "/events/0/status/quote"),
    ({"kind": {"quote": "Marsh Forum", "term": ["forum"]}}, "form", "/events/0/kind/term"),
    ({"places": [{"quote": QUOTE, "locality": "River"}]}, "name", "/events/0/places/0/locality"),
    ({"places": [{"quote": QUOTE, "locality": "…"}]}, "name", "/events/0/places/0/locality"),
    (
        {"places": [{"quote": QUOTE, "locality": "Riverton", "country": "Francia-land"}]},
        "form",
        "/events/0/places/0/country",
    ),
    ({"attendance": {"total": [{**COUNT, "value": 41}]}}, "number", "/events/0/attendance/total/0/value"),
    (
        {"attendance": {"total": [{**COUNT, "value": 3, "quote": QUOTE}]}},
        "number",
        "/events/0/attendance/total/0/value",
    ),
    ({"attendance": {"total": [{**COUNT, "unit": "countries"}]}}, "number", "/events/0/attendance/total/0/value"),
    ({"attendance": {"total": [{**COUNT, "upper": 50}]}}, "number", "/events/0/attendance/total/0/value"),
    ({"attendance": {"online": [COUNT]}}, "number", "/events/0/attendance/online/0/value"),
    (
        {"attendance": {"total": [{**COUNT, "qualifier": "exact"}]}},
        "qualifier",
        "/events/0/attendance/total/0/qualifier",
    ),
    ({"attendance": {"total": [{**COUNT, "value": True}]}}, "form", "/events/0/attendance/total/0/value"),
    ({"attendance": {"total": [{**COUNT, "value": -1}]}}, "form", "/events/0/attendance/total/0/value"),
    ({"attendance": {"total": [{**COUNT, "value": "about 40 and 50"}]}}, "form", "/events/0/attendance/total/0/value"),
    ({"attendance": {"total": [{**COUNT, "value": 40.5}]}}, "form", "/events/0/attendance/total/0/value"),
    (
        {"attendance": {"total": [{**COUNT, "quote": "Around 41 experts"}]}},
        "quote",
        "/events/0/attendance/total/0/quote",
    ),
    ({"participants": [{"quote": QUOTE}]}, "missing", "/events/0/participants/0"),
    (
        {
            "participants": [
                {"quote": "the director of the Delta Trust", "persons": ["the director"], "role": "speaker"}
            ]
        },
        "description",
        "/events/0/participants/0/persons/0",
    ),
    (
        {"organizers": [{"quote": "Léa Martin of the IMS spoke", "names": "Léa Martin, IMS"}]},
        "form",
        "/events/0/organizers/0/names",
    ),
    ({"organizers": [{"quote": "Léa Martin of the IMS spoke", "names": []}]}, "missing", "/events/0/organizers/0"),
    ({"weather": "sunny"}, "unknown-key", "/events/0/weather"),
]


@pytest.mark.parametrize(("more", "code", "at"), REFUSED, ids=[f"{code} {at}" for _, code, at in REFUSED])
def test_what_is_refused(more: dict[str, Any], code: str, at: str) -> None:
    """The problem has the right code and place in the answer; the event is kept without the refused value."""
    found = events(**more)
    assert codes(found) == [(code, at)]
    assert (found.repair is None) == (code == "unknown-key") == found.problems.ok
    plain = tm.to_dict(the_event(found))
    rest = {key for key in plain if key not in ("type", "id", "names", "sources")}
    assert rest <= ({"places", "statements"} if code == "form" and "country" in at else set())


TAKEN: list[tuple[dict[str, Any], str, Any]] = [
    ({"start": {"quote": "on 3 March 2025", "date": "3 March 2025"}}, "start", "2025-03-03"),
    ({"start": {"quote": "on 3 March 2025", "date": "3 March"}}, "start", "2025-03-03"),
    ({"start": {"quote": "on 3 March 2025", "date": "2025"}}, "start", "2025"),
    ({"start": "2025-03-03"}, "start", "2025-03-03"),
    ({"Start": {"quote": "on 3 March 2025", "date": "2025-03-03"}}, "start", "2025-03-03"),
    ({"status": {"quote": "took place in Riverton", "term": "Held"}}, "status", "held"),
    ({"status": "Tenu"}, "status", "held"),
    ({"status": {"quote": "took place", "term": "unknown"}}, "status", None),
    ({"kind": {"quote": "Marsh Forum", "term": "Forum"}}, "kind", "forum"),
    ({"attendance_mode": {"quote": QUOTE, "term": "hybrid"}}, "attendance_mode", "mixed"),
    (
        {"attendance": {"total": COUNT}},
        "attendance",
        {"total": {"value": 40, "qualifier": "about", "unit": "experts"}},
    ),
    (
        {"attendance": {"total": {"quote": "Around 40 experts", "value": "around 40"}}},
        "attendance",
        {"total": {"value": 40, "qualifier": "about"}},
    ),
    (
        {"attendance": {"total": {"quote": "Around 40 experts", "value": 40.0, "qualifier": None}}},
        "attendance",
        {"total": {"value": 40, "qualifier": "about"}},
    ),
    (
        {"attendance": {"countries": {"quote": "from 26 countries", "value": "26"}}},
        "attendance",
        {"countries": {"value": 26}},
    ),
    (
        {"attendance": {"registered": {"quote": "200 people had registered", "value": 200}}},
        "attendance",
        {"registered": {"value": 200}},
    ),
    (
        {"places": {"quote": QUOTE, "locality": "Riverton", "country": "France"}},
        "places",
        [{"kind": "physical", "locality": {"en": "Riverton"}, "country": "FR"}],
    ),
    (
        {"description": {"quote": QUOTE, "text": "took place in Riverton, france."}},
        "description",
        {"en": "took place in Riverton, france."},
    ),
    ({"attendance": {}, "kind": "null", "places": [None, ""]}, "attendance", None),
]


@pytest.mark.parametrize(("more", "field", "value"), TAKEN, ids=[str(more)[:60] for more, _, _ in TAKEN])
def test_what_is_taken_as_it_is_meant(more: dict[str, Any], field: str, value: Any) -> None:
    """Errors of form whose meaning is clear are accepted without a problem."""
    found = events(**more)
    assert codes(found) == [] and tm.to_dict(the_event(found)).get(field) == value


def test_a_country_that_is_not_named_is_inferred() -> None:
    """An inferred country is listed for a person; a country that the quote names counts as extracted."""
    for quote, method in ((QUOTE, "machine_extraction"), ("took place in Riverton", "inference")):
        found = events(places=[{"quote": quote, "locality": "Riverton", "country": "FR"}])
        (statement,) = the_event(found).statements
        assert statement.method == method and len(found.unproven) == (method == "inference")


def test_a_year_is_completed_from_the_day_of_publication_only() -> None:
    """The completed year is marked and listed; no year from elsewhere in the article is used."""
    text = "The Marsh Forum was held on 3 March. A report from 2019 was shown."
    answer = {
        "events": [
            {
                "quote": "The Marsh Forum was held",
                "names": ["Marsh Forum"],
                "start": {"quote": "on 3 March", "date": "3 March"},
            }
        ]
    }
    found = accept(text, answer, lang="en", published=tm.PartialDate("2025-03-10"))
    (statement,) = the_event(found).statements
    assert str(the_event(found).start) == "2025-03-03" and statement.method == "inference" and len(found.unproven) == 1
    refused = accept(text, answer, lang="en")
    assert the_event(refused).start is None and "day of publication" in str(refused.repair)


def test_people_without_a_name_stay_unnamed() -> None:
    """Their description is kept in the words of the article, with the number of people if it is given."""
    entries = [
        {
            "quote": "12 ministers\nfrom 26 countries",
            "unnamed": "ministers",
            "count": {"quote": "12 ministers", "value": 12},
            "role": "attendee",
        },
        {"quote": "Léa Martin of the IMS spoke", "persons": ["Léa Martin"], "role": "speaker", "on_behalf_of": "IMS"},
        {
            "quote": "the director of the Delta Trust",
            "organizations": ["Delta Trust"],
            "unnamed": "the director",
            "role": "speaker",
        },
    ]
    found = events(participants=entries)
    assert codes(found) == []
    named = {record.id: record for record in found.records}
    first, second, third = tm.to_dict(the_event(found))["participations"]
    assert first == {"unnamed": {"description": {"en": "ministers"}, "count": {"value": 12}}, "role": "attendee"}
    assert second["party_id"] == "person:lea-martin" and named[second["on_behalf_of"]].label() == "IMS"
    assert third["party_id"] == "organization:delta-trust" and third["unnamed"] == {
        "description": {"en": "the director"}
    }


def test_the_number_of_people_from_several_bodies_stays_with_their_description() -> None:
    """The article does not state how many came from each body."""
    text = "Five experts from the Delta Trust and the Marsh Trust met."
    entry = {
        "quote": text,
        "organizations": ["Delta Trust", "Marsh Trust"],
        "unnamed": "experts",
        "count": {"quote": "Five experts", "value": 5},
        "role": "attendee",
    }
    found = accept(text, {"events": [{"quote": text, "names": ["experts"], "participants": [entry]}]}, lang="en")
    people, *bodies = tm.to_dict(the_event(found))["participations"]
    assert people["unnamed"]["count"] == {"value": 5} and "party_id" not in people
    assert [set(body) for body in bodies] == [{"party_id", "role"}] * 2


def test_one_body_is_one_record() -> None:
    """Equal names are one body: with or without an article, in brackets behind another name, in any order. No body is its own parent."""
    full = {"quote": "the Institute for Marsh Studies (IMS)", "value": "Institute for Marsh Studies"}
    short = {"quote": "Léa Martin of the IMS spoke", "value": "IMS", "kind": "acronym"}
    university = {"quote": "part of\nthe Riverton University", "name": "the Riverton University"}
    for names in ([full, short], [short, full]):
        bodies = [{"quote": name["quote"], "names": [name]} for name in names]
        bodies[0]["parents"] = [
            university,
            {"quote": full["quote"], "name": "Institute for Marsh Studies", "relation": "affiliated"},
        ]
        bodies.append(
            {"quote": university["quote"], "names": [{"quote": university["quote"], "value": "Riverton University"}]}
        )
        found = accept(TEXT, {"organizations": bodies}, lang="en")
        institute, other = [record for record in found.records if isinstance(record, tm.Organization)]
        assert {name.value for name in institute.names} == {
            "Institute for Marsh Studies",
            "IMS",
        } and other.label() == "Riverton University"
        assert [tm.to_dict(parent) for parent in institute.parents] == [{"organization_id": other.id}]


def test_a_relation_that_is_not_the_usual_one_is_kept() -> None:
    """It is kept with the kind of relation that the article gives."""
    parent = {"quote": "part of\nthe Riverton University", "name": "Riverton University", "relation": "owned_by"}
    body = {"quote": "The IMS", "names": [{"quote": "The IMS", "value": "IMS"}], "kind": None, "parents": [parent]}
    found = accept(TEXT, {"organizations": [body]}, lang="en")
    assert [
        str(one.relation) for record in found.records if isinstance(record, tm.Organization) for one in record.parents
    ] == ["owned_by"]


def test_ids_are_made_of_names_and_are_all_different() -> None:
    """Two records of the same name and type also get different ids."""
    output = {
        "quote": 'The IMS published the report\n"Marshes in Motion"',
        "titles": [{"quote": '"Marshes in Motion"', "value": "Marshes in Motion"}],
    }
    found = accept(TEXT, {"outputs": [output, {**output, "id": "output:mine"}]}, lang="en")
    assert [record.id for record in found.records[1:]] == ["output:marshes-in-motion", "output:marshes-in-motion-2"]
    assert codes(found) == [("unknown-key", "/outputs/1/id")]


def test_outputs() -> None:
    """They have their makers; if the article names no maker, the maker is inferred."""
    quote = 'The IMS published the report\n"Marshes in Motion" in January 2025'
    output = {
        "quote": quote,
        "titles": [{"quote": quote, "value": "Marshes in Motion"}],
        "kind": {"quote": quote, "term": "report"},
        "issued": {"quote": quote, "date": "2025-01"},
        "contributors": [
            {"quote": "Léa Martin of the IMS", "organizations": ["IMS"], "persons": ["Léa Martin"], "role": "author"}
        ],
        "released_at": {"quote": "The second Marsh Forum", "names": ["Marsh Forum"]},
    }
    found = accept(TEXT, {"events": [event()], "outputs": [output]}, lang="en")
    made = found.records[-1] if isinstance(found.records[-1], tm.Output) else found.records[-3]
    outputs = [record for record in found.records if isinstance(record, tm.Output)]
    assert codes(found) == [] and len(outputs) == 1 and made is not None
    assert [party.party_id for party in outputs[0].contributions] == ["organization:ims", "person:lea-martin"]
    assert (
        outputs[0].released_at == "event:marsh-forum" and str(outputs[0].dates and outputs[0].dates.issued) == "2025-01"
    )
    lost = accept(TEXT, {"outputs": [{**output, "contributors": None}]}, lang="en")
    assert codes(lost) == [("unresolved", "/outputs/0/released_at/names/0")]
    (alone,) = [record for record in lost.records if isinstance(record, tm.Output)]
    assert alone.anonymous and [problem.params for problem in lost.unproven][0][1] == ("field", "/anonymous")


def test_proposers_and_a_collective_exclude_each_other() -> None:
    """The same rule as for records; the problem is placed in the answer."""
    proposal = {
        "quote": "Participants proposed to share data",
        "text": "share data",
        "collective": {"quote": "Participants proposed", "text": "Participants"},
        "proposers": [{"quote": "Léa Martin of the IMS", "names": ["IMS"]}],
    }
    found = accept(TEXT, {"recommendations": [proposal]}, lang="en")
    assert codes(found) == [("record", "/recommendations/0/collective")]
    (kept,) = [record for record in found.records if isinstance(record, tm.Recommendation)]
    assert kept.proposer_ids == ("organization:ims",) and kept.collective is None


def test_a_record_that_breaks_a_rule_loses_the_field() -> None:
    """An event cannot end before it starts; its other fields are kept."""
    end = {"quote": "cancelled in 2023", "date": "2023"}
    found = events(start={"quote": "on 3 March 2025", "date": "2025-03-03"}, end=end)
    assert codes(found) == [("record", "/events/0/end")] and the_event(found).end is None
    assert [statement.field for statement in the_event(found).statements] == ["/start"]


def test_a_record_whose_quote_is_invented_rests_on_another() -> None:
    """True entries next to the invented quote are kept and supply the quote; a record without any other quote is refused."""
    found = accept(TEXT, {"events": [event(quote="The third Marsh Forum took place in Riverton")]}, lang="en")
    assert (
        codes(found) == [("quote", "/events/0/quote")] and the_event(found).sources[0].quote == "The second Marsh Forum"
    )
    nothing = accept(TEXT, {"events": [{"names": ["Marsh Forum"], "quote": None}]}, lang="en")
    assert codes(nothing) == [("missing", "/events/0"), ("missing", "/events/0/names/0")] and len(nothing.records) == 1


def test_a_number_that_is_said_twice_alike_is_one() -> None:
    """The same number given twice is one count; two different numbers become two statements, and neither is preferred."""
    twice = events(attendance={"total": [COUNT, COUNT]})
    assert codes(twice) == [] and the_event(twice).attendance is not None
    other = {"quote": "200 people had registered", "value": 200, "unit": "people"}
    found = events(attendance={"total": [COUNT, other]})
    assert codes(found) == [("disagreement", "/events/0/attendance/total")] and the_event(found).attendance is None


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I cannot do that.",
        "{",
        "{ " * 30,
        '{"events": [}',
        "[1, 2]",
        '{"a": 1, "a": 2}',
        "}{",
        "{" * 5000 + "}" * 5000,
    ],
)
def test_what_holds_no_json_object(answer: str) -> None:
    """The message to the model says that there is no JSON object."""
    found = accept(TEXT, answer, lang="en")
    assert [problem.code for problem in found.problems] == ["extract.no-json"] and len(found.records) == 1
    assert found.repair is not None and "the answer holds no JSON object" in found.repair


@pytest.mark.parametrize(
    "words",
    ["{}", "Sure {{really}}: {} Done.", "```json\n{}\n```", 'A "quoted {{ brace" and\n{}', "{}\n{{}}"],
)
def test_words_around_the_answer_do_not_matter(words: str) -> None:
    """The longest JSON object in the text is taken as the answer."""
    assert codes(accept(TEXT, words.format(json.dumps({"events": [event()]})), lang="en")) == []


def test_an_answer_to_another_question() -> None:
    """An answer without any of the requested keys is refused; an empty answer means that the article has no such records."""
    assert codes(accept(TEXT, {"result": {"events": []}}, lang="en")) == [("form", ""), ("unknown-key", "/result")]
    assert codes(accept(TEXT, {}, lang="en")) == [] == codes(accept(TEXT, {"events": None}, lang="en"))


def test_in_other_languages_terms_are_taken_and_the_rest_is_checked() -> None:
    """No German cue words are known, so terms are accepted unchecked; everything else is checked."""
    text = "Das Marschforum fand am 3. März 2025 in Riverton statt, mit mehr als 40 Fachleuten."
    answer = {
        "events": [
            {
                "quote": text,
                "names": ["Marschforum"],
                "status": "held",
                "attendance": {"total": [{"value": 40, "unit": "experts"}]},
                "places": [{"locality": "Rivertown"}],
            }
        ]
    }
    found = accept(text, answer, lang="de")
    assert codes(found) == [("name", "/events/0/places/0/locality")] and the_event(found).status == "held"


def test_an_article_without_words() -> None:
    """Its source still gets a title."""
    assert accept("\n…\n", {}, lang="en").records[0].id == "source:article"


def test_an_answer_with_very_many_problems_ends() -> None:
    """At most a thousand problems are collected, and a message to the model lists at most fifty."""
    found = accept(TEXT, {"events": [{"quote": f"no {number}", "names": ["x"]} for number in range(1500)]}, lang="en")
    assert len(found.problems) == 1000 and found.repair is not None and found.repair.count("\n- ") == 51
    assert "and 950 more of this kind" in found.repair


def test_names_in_another_script_have_no_language() -> None:
    """ "Open AI lab" is not Chinese."""
    text = "论坛由 Open laboratory 主办。"
    found = accept(text, {"organizations": [{"quote": text, "names": ["Open laboratory"]}]}, lang="zh-Hans")
    (body,) = [record for record in found.records if isinstance(record, tm.Organization)]
    assert body.names[0].lang is None and body.names[0].value == "Open laboratory"


def test_a_range_keeps_both_its_ends() -> None:
    """The ends can be numbers or strings; any other end is an invention."""
    text = "Between 40 and 60 experts met at the Marsh Forum."
    count = {"quote": "Between 40 and 60 experts", "value": "40", "qualifier": "between", "upper": "60"}
    answer = {"events": [{"quote": text, "names": ["Marsh Forum"], "attendance": {"total": count}}]}
    found = the_event(accept(text, answer, lang="en")).attendance
    assert found is not None and found.total is not None and found.total.bounds == (40, 60)
    count["upper"] = "70"
    assert codes(accept(text, answer, lang="en")) == [("number", "/events/0/attendance/total/value")]


def test_what_is_said_twice_is_there_once() -> None:
    """An organizer that is named twice is listed once, and a key without information is not reported."""
    organizers = [
        {"quote": "organised by the Institute for Marsh Studies", "names": ["Institute for Marsh Studies"] * 2}
    ] * 2
    found = events(organizers=organizers, weather=None)
    assert codes(found) == [] and len(the_event(found).organizer_ids) == 1
    assert [statement.field for statement in the_event(found).statements] == ["/organizer_ids/0"]


@pytest.mark.parametrize(
    ("text", "lang", "quote", "value", "count"),
    [
        ("The forum drew more than 140 experts.", "en", "40 experts", 40, None),
        ("The forum drew more than 140 experts.", "en", "140 experts", 140, "more than 140"),
        ("Le forum a réuni près de 40 experts.", "fr", "près de 40 experts", 40, "about 40"),
        ("Le forum a réuni pas plus de 40 experts.", "fr", "pas plus de 40 experts", 40, "at most 40"),
        ("Le forum a réuni de 30 à 40 experts.", "fr", "de 30 à 40 experts", 30, "between 30 and 40"),
        ("The forum drew no less than 40 experts.", "en", "no less than 40 experts", 40, "at least 40"),
        ("Some 3 million people came to the forum.", "en", "Some 3 million people", 3, None),
        ("40% of experts came to the forum.", "en", "40% of experts", 40, None),
        ("The forum was the 40th meeting of experts.", "en", "the 40th meeting of experts", 40, None),
        ("论坛不超过40名代表。", "zh", "不超过40名代表", 40, "at most 40"),
    ],
)
def test_a_number_has_the_meaning_of_its_words(text: str, lang: str, quote: str, value: int, count: str | None) -> None:
    """The words around the number count, even if the quote leaves them out; a number inside a word, a percentage or a rank is refused."""
    event = {
        "quote": text,
        "names": [{"quote": text, "value": "论坛" if lang == "zh" else "forum"}],
        "attendance": {"total": [{"quote": quote, "value": value}]},
    }
    records = accept(text, {"events": [event]}, lang=lang).records
    found = [record.attendance for record in records if isinstance(record, tm.Event) and record.attendance]
    assert [str(one.total) for one in found if one.total] == ([] if count is None else [count])


@pytest.mark.parametrize(
    ("lang", "quote"),
    [
        ("en", "It has not been held"),
        ("en", "The forum could be held"),
        ("fr", "Le forum ne s'est pas tenu"),
        ("fr", "Le forum devait être tenu"),
        ("zh", "论坛没有举行"),
    ],
)
def test_a_negation_does_not_say_held(lang: str, quote: str) -> None:
    """A negated or conditional sentence does not prove the status "held"."""
    assert "held" not in said_by(tm.EventStatus, lang, quote)


def test_a_file_of_another_program_is_an_article() -> None:
    """A byte order mark and carriage returns inside a quote are accepted; a file that is not text is an error."""
    text = "\ufeffA forum\r\n\r\nThe Forum was held in\r\nLyon."
    answer = {"organizations": [{"quote": "The Forum was held in Lyon", "names": ["Forum"]}]}
    found = accept(text, answer, lang="en")
    assert found.problems.ok and len(found.records) == 2 and found.records[0].label() == "A forum"
    assert tm.Dataset(records=found.records).check(texts={found.records[0].id: text}).ok
    for odd in (None, [1], 5):
        assert [problem.code for problem in accept(text, odd, lang="en").problems] == ["extract.no-json"]  # type: ignore[arg-type]


def test_languages_without_cues_are_read() -> None:
    """Names, numbers and quotes are checked; terms cannot be."""
    text = "Anna Schmidt sprach."
    event = {
        "quote": text,
        "names": [{"quote": text, "value": text}],
        "participants": [{"quote": "Anna Schmidt", "persons": ["Anna Schmidt"], "role": "speaker"}],
    }
    assert accept(text, {"events": [event]}, lang="de").problems.ok


TWICE = """The Marsh Forum was held in Lyon on 3 March 2024. The Marsh Forum was held in Riverton on 5 May 2025.
Participants of the Marsh Forum proposed to share data."""
LYON = "The Marsh Forum was held in Lyon on 3 March 2024."
RIVERTON = "The Marsh Forum was held in Riverton on 5 May 2025."


def forum(quote: str, **more: Any) -> dict[str, Any]:
    return {"quote": quote, "names": [{"quote": quote, "value": "Marsh Forum"}], **more}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"start": {"quote": LYON, "date": "2024-03-03"}}, {"start": {"quote": RIVERTON, "date": "2025-05-05"}}),
        ({"places": {"quote": LYON, "locality": "Lyon"}}, {"places": {"quote": RIVERTON, "locality": "Riverton"}}),
    ],
)
def test_two_events_of_one_name_stay_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    """If their days or places differ; a person is asked, and a reference by that name is left out."""
    proposal = {
        "quote": "Participants of the Marsh Forum proposed to share data",
        "text": "share data",
        "event": {"quote": "Participants of the Marsh Forum", "names": ["Marsh Forum"]},
    }
    answer = {"events": [forum(LYON, **one), forum(RIVERTON, **other)], "recommendations": [proposal]}
    found = accept(TWICE, answer, lang="en")
    assert codes(found) == [("same-name", "/events/1/names/0"), ("same-name", "/recommendations/0/event/names/0")]
    assert found.problems.ok and len([record for record in found.records if isinstance(record, tm.Event)]) == 2
    (kept,) = [record for record in found.records if isinstance(record, tm.Recommendation)]
    assert kept.event_id is None


def test_two_entries_that_do_not_contradict_are_one_event() -> None:
    """The more exact of two dates is kept; of two terms none is."""
    dates = [{"quote": LYON, "date": date} for date in ("2024-03", "2024-03-03", "2024")]
    first = forum(LYON, start=dates[0], kind={"quote": LYON, "term": "forum"})
    found = accept(TWICE, {"events": [first, forum(LYON, start=dates[1]), forum(LYON, start=dates[2])]}, lang="en")
    assert codes(found) == [] and str(the_event(found).start) == "2024-03-03"
    text = "The Marsh Forum, a symposium, was held."
    twice = [forum(text, kind=[{"quote": text, "term": term} for term in ("forum", "symposium")])]
    found = accept(text, {"events": twice}, lang="en")
    assert codes(found) == [("disagreement", "/events/0/kind")] and the_event(found).kind is None
    assert [statement.value for statement in the_event(found).statements] == ["forum", "symposium"]


def test_a_quote_that_is_denied_outside_of_it() -> None:
    """The words before it in the sentence count."""
    for text, term in (("The forum was not cancelled.", "cancelled"), ("The forum will be held.", "held")):
        quote = text.rpartition(" ")[2].strip(".")
        answer = {"events": [{"quote": text, "names": ["forum"], "status": {"quote": quote, "term": term}}]}
        found = accept(text, answer, lang="en")
        assert codes(found) == [("term", "/events/0/status/term")]
        assert "Other words of the sentence deny it." in str(found.repair)


def test_the_numbers_of_one_group_that_differ() -> None:
    """None is chosen."""
    text = "Four or five experts came; six experts came to the Marsh Forum."
    counts = [{"quote": "six experts", "value": 6}, {"quote": "Four or five experts", "value": 4}]
    people = {"quote": text, "unnamed": "experts", "count": counts, "role": "attendee"}
    found = accept(text, {"events": [{"quote": text, "names": ["Marsh Forum"], "participants": [people]}]}, lang="en")
    assert codes(found) == [("disagreement", "/events/0/participants/0/count")]
    assert tm.to_dict(the_event(found))["participations"][0]["unnamed"] == {"description": {"en": "experts"}}


@pytest.mark.parametrize("answer", [{1: 2}, {"events": [{None: 1}]}, {b"a": 1}, {"events": {"quote": {1: 2}}}])
def test_keys_that_are_not_strings_get_a_sentence(answer: Any) -> None:
    """Plain data of Python can have them."""
    assert "form" in [code for code, _ in codes(accept(TEXT, answer, lang="en"))]


@pytest.mark.parametrize("name", ["\u0345", "\u037a", "\u0301", "… \u0345 …"])
def test_a_name_of_marks_alone_is_refused(name: str) -> None:
    """No id can be made of it; an article that begins with it has another title."""
    text = f"{name} Marshes"
    found = accept(text, {"organizations": [{"quote": text, "names": [name]}]}, lang="en")
    assert codes(found) == [("name", "/organizations/0/names/0/value")]
    assert accept(name, {}, lang="en").records[0].id == "source:article"
    long = "… " * 12 + "Marshes"
    assert accept(long, {}, lang="en").records[0].id == "source:marshes"

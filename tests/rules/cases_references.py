"""Ids, references, identifiers and names: cases that break a rule, and near misses."""

from __future__ import annotations

from .build import NOT_THERE, Case, event, member, organization, output, person, program, record, source

PARTY = "/party_id"


def name(value: str, **more: object) -> dict[str, object]:
    return {"value": value, **more}


def named(slug: str, *values: str, country: str | None = "CN", **fields: object) -> dict[str, object]:
    names = [name(value) for value in values]
    return organization(slug, names=names, **({"country": country} if country else {}), **fields)


def identified(slug: str, value: str = "Q495015", scheme: str = "wikidata", **more: object) -> dict[str, object]:
    return organization(slug, identifiers=[{"scheme": scheme, "value": value, **more}])


CASES = [
    # --- reference.dangling ---
    Case(
        "reference.dangling",
        "no record has the id",
        [member("m", party_id=f"organization:{NOT_THERE}")],
        (("member:m", PARTY),),
    ),
    Case(
        "reference.dangling",
        "deep in a record, each place by itself",
        [
            event(
                participations=[{"party_id": f"person:{NOT_THERE}", "role": "speaker"}],
                sources=[{"source_id": f"source:{NOT_THERE}"}],
            )
        ],
        (("event:e", "/participations/0/party_id"), ("event:e", "/sources/0/source_id")),
    ),
    Case(
        "reference.dangling",
        "the source of a name and of a statement",
        [
            organization(
                "a",
                names=[name("A", source_id=f"source:{NOT_THERE}")],
                statements=[{"field": "/country", "value": "CN", "source_id": f"source:{NOT_THERE}"}],
            )
        ],
        (("organization:a", "/names/0/source_id"), ("organization:a", "/statements/0/source_id")),
    ),
    Case(
        "reference.dangling",
        "a record that could not be read is there all the same",
        [member("m", party_id="organization:broken")],
        elsewhere=("organization:broken",),
    ),
    # --- reference.self ---
    Case("reference.self", "an event is its own parent", [event(parent_id="event:e")], (("event:e", "/parent_id"),)),
    Case(
        "reference.self",
        "an organization names an id that was merged into it; that is no cycle and no old id",
        [organization("a", merged_ids=["organization:b"], parents=[{"organization_id": "organization:b"}])],
        (("organization:a", "/parents/0/organization_id"),),
    ),
    Case(
        "reference.self",
        "its own predecessor",
        [organization("a", predecessor_ids=["organization:a"])],
        (("organization:a", "/predecessor_ids/0"),),
    ),
    Case(
        "reference.self",
        "its own predecessor and successor",
        [organization("a", predecessor_ids=["organization:a"], successor_ids=["organization:a"])],
        (("organization:a", "/predecessor_ids/0"), ("organization:a", "/successor_ids/0")),
    ),
    Case(
        "reference.self",
        "a version of itself",
        [output(relations=[{"type": "is_version_of", "target": "output:o"}])],
        (("output:o", "/relations/0/target"),),
    ),
    Case(
        "reference.self",
        "a translation of itself",
        [source("s", translation_of="source:s")],
        (("source:s", "/translation_of"),),
    ),
    Case(
        "reference.self",
        "what a source says of itself is a statement about it",
        [source("s", statements=[{"field": "/published", "value": "2024", "source_id": "source:s"}])],
    ),
    # --- reference.merged ---
    Case(
        "reference.merged",
        "the old id of an organization",
        [organization("a", merged_ids=["organization:b"]), member("m", party_id="organization:b")],
        (("member:m", PARTY),),
    ),
    Case(
        "reference.merged",
        "in a list that has the new one already, and twice over",
        [
            organization("a", merged_ids=["organization:b", "organization:c"]),
            event(host_ids=["organization:b", "organization:a", "organization:c"]),
        ],
        (("event:e", "/host_ids/0"), ("event:e", "/host_ids/2")),
    ),
    Case(
        "reference.merged",
        "two old ids of one record in one list",
        [
            organization("a", merged_ids=["organization:b", "organization:c"]),
            event(host_ids=["organization:b", "organization:c"]),
        ],
        (("event:e", "/host_ids/0"), ("event:e", "/host_ids/1")),
    ),
    Case(
        "reference.merged",
        "beside the new one, but not in a list with it",
        [
            organization("a", merged_ids=["organization:b"]),
            event(participations=[{"party_id": "organization:a", "role": "x:r", "on_behalf_of": "organization:b"}]),
        ],
        (("event:e", "/participations/0/on_behalf_of"),),
    ),
    Case(
        "reference.merged",
        "the id of today",
        [organization("a", merged_ids=["organization:b"]), member("m", party_id="organization:a")],
    ),
    # --- record.duplicate-id ---
    Case("record.duplicate-id", "two records", [person("a"), person("a", country="CN")], (("person:a", "/id"),)),
    Case(
        "record.duplicate-id",
        "a merged id is that of a record",
        [person("a"), person("b", merged_ids=["person:c", "person:a"])],
        (("person:b", "/merged_ids/1"),),
    ),
    Case(
        "record.duplicate-id",
        "a merged id in two records",
        [person("a", merged_ids=["person:c"]), person("b", merged_ids=["person:c"])],
        (("person:b", "/merged_ids/0"),),
    ),
    Case(
        "record.duplicate-id",
        "the record after the one that took its id over",
        [person("b", merged_ids=["person:a"]), person("a")],
        (("person:a", "/id"),),
    ),
    Case("record.duplicate-id", "the same slug in two types", [person("a"), organization("a")]),
    # --- record.orphan ---
    Case("record.orphan", "nothing leads to an organization", [organization("a")], (("organization:a", ""),)),
    Case(
        "record.orphan",
        "only the record itself does",
        [event("e", parent_id="event:f"), event("f")],
        (("event:e", ""),),
    ),
    Case("record.orphan", "an event without a programme", [event()], (("event:e", ""),)),
    Case("record.orphan", "an event of a programme", [event(program_ids=["program:p"])]),
    Case("record.orphan", "a source that is referred to", [program(sources=[{"source_id": "source:s"}])]),
    Case(
        "record.orphan",
        "an organization that takes part, under an id of old",
        [
            organization("a", merged_ids=["organization:b"]),
            event(program_ids=["program:p"], participations=[{"party_id": "organization:a", "role": "speaker"}]),
        ],
    ),
    Case("record.orphan", "a programme by itself", [program()]),
    Case(
        "record.orphan",
        "what leads to a programme over others: a session and a recommendation",
        [
            event("e", program_ids=["program:p"]),
            event("session", parent_id="event:e"),
            record("recommendation", "r", event_id="event:session"),
        ],
    ),
    Case(
        "record.orphan",
        "every record could be read, though not without a warning",
        [organization("a")],
        (("organization:a", ""),),
        elsewhere=("organization:a",),
    ),
    Case(
        "record.orphan",
        "what refers to it may be in the record that could not be read",
        [organization("a")],
        elsewhere=("event:broken",),
    ),
    # --- identifier.shared ---
    Case(
        "identifier.shared",
        "two organizations, each further one reported",
        [identified("a"), identified("b"), identified("c")],
        (("organization:b", "/identifiers/0"), ("organization:c", "/identifiers/0")),
    ),
    Case(
        "identifier.shared",
        "two persons",
        [
            person("a", identifiers=[{"scheme": "wikidata", "value": "Q1"}]),
            person("b", identifiers=[{"scheme": "wikidata", "value": "Q2"}, {"scheme": "wikidata", "value": "Q1"}]),
        ],
        (("person:b", "/identifiers/1"),),
    ),
    Case(
        "identifier.shared",
        "two outputs, by something else than a DOI",
        [
            output("a", identifiers=[{"scheme": "wikidata", "value": "Q1"}]),
            output("b", identifiers=[{"scheme": "wikidata", "value": "Q1"}]),
        ],
        (("output:b", "/identifiers/0"),),
    ),
    Case(
        "identifier.shared",
        "two outputs, by a scheme that sorts before doi",
        [
            output("a", identifiers=[{"scheme": "arxiv", "value": "2101.00001"}]),
            output("b", identifiers=[{"scheme": "arxiv", "value": "2101.00001"}]),
        ],
        (("output:b", "/identifiers/0"),),
    ),
    Case(
        "identifier.shared",
        "two programmes, by a DOI",
        [
            program("p", identifiers=[{"scheme": "doi", "value": "10.1000/1"}]),
            program("q", identifiers=[{"scheme": "doi", "value": "10.1000/1"}]),
        ],
        (("program:q", "/identifiers/0"),),
    ),
    Case(
        "identifier.shared",
        "a unit and its parent, by an identifier that is not of a register of wholes",
        [
            {**identified("a", "10.1000/1", "handle")},
            {**identified("b", "10.1000/1", "handle"), "parents": [{"organization_id": "organization:a"}]},
        ],
        (("organization:b", "/identifiers/0"),),
    ),
    Case(
        "identifier.shared",
        "the journal of two articles, which is told of each by itself",
        [
            output("a", kind="article", identifiers=[{"scheme": "issn", "value": "2049-3630"}]),
            output("b", kind="article", identifiers=[{"scheme": "issn", "value": "2049-3630"}]),
        ],
    ),
    Case("identifier.shared", "only a candidate", [identified("a"), identified("b", status="candidate")]),
    Case("identifier.shared", "a rejected match", [identified("a"), identified("b", status="rejected")]),
    Case("identifier.shared", "that of the parent", [identified("a"), identified("b", relation="parent")]),
    Case("identifier.shared", "another scheme", [identified("a"), identified("b", "Q495015", "x:list")]),
    Case(
        "identifier.shared",
        "another class",
        [identified("a"), program(identifiers=[{"scheme": "wikidata", "value": "Q495015"}])],
    ),
    Case(
        "identifier.shared",
        "twice in one record",
        [organization("a", identifiers=[{"scheme": "wikidata", "value": "Q1"}, {"scheme": "wikidata", "value": "Q1"}])],
    ),
    # --- name.no-preferred ---
    Case(
        "name.no-preferred",
        "two names in a language, and two in another one",
        [
            person(
                "a",
                names=[name("A", lang="en"), name("B", lang="en"), name("甲", lang="zh"), name("乙", lang="zh")],
            )
        ],
        (("person:a", "/names"), ("person:a", "/names")),
    ),
    Case(
        "name.no-preferred",
        "one in another language is preferred, and records of which nothing is to be said stand before it",
        [
            source("s"),
            person("a", names=[name("A", lang="en")]),
            person("b", names=[name("A", lang="en"), name("B", lang="en"), name("C", lang="fr", preferred=True)]),
        ],
        (("person:b", "/names"),),
    ),
    *[
        Case("name.no-preferred", reason, [person("a", names=names)])
        for reason, names in [
            ("one name in each language", [name("A", lang="en"), name("B", lang="fr")]),
            ("one of two is preferred", [name("A", lang="en"), name("B", lang="en", preferred=True)]),
            ("names of which the language is not known", [name("A"), name("B")]),
            (
                "a preferred name that is the same in every language",
                [name("A", lang="en"), name("B", lang="en"), name("SIIS", preferred=True)],
            ),
            (
                "the other one is of former times",
                [
                    name("A", lang="en"),
                    name("B", lang="en", kind="former"),
                    name("C", lang="en", valid={"end": "2020"}),
                ],
            ),
        ]
    ],
    # --- name.duplicate ---
    Case(
        "name.duplicate",
        "but for case, width and white space",
        [named("a", "Institute X"), named("b", "Other", "ＩＮＳＴＩＴＵＴＥ X")],
        (("organization:b", "/names/1/value"),),
    ),
    Case(
        "name.duplicate",
        "once for each pair",
        [named("a", "Institute", "研究院"), named("b", "Institute", "研究院"), named("c", "Institute")],
        (("organization:b", "/names/0/value"), ("organization:c", "/names/0/value")),
    ),
    Case(
        "name.duplicate",
        "a name that is still in use",
        [
            named("a", "Centre"),
            organization("b", country="CN", names=[name("Centre", valid={"start": "2010", "end": "2025"})]),
        ],
        (("organization:b", "/names/0/value"),),
    ),
    Case(
        "name.duplicate",
        "behind an acronym, a former name, and a name of its own",
        [
            named("a", "Institute"),
            organization(
                "b",
                country="CN",
                names=[name("I", kind="acronym"), name("Old", kind="former"), name("B"), name("Institute")],
            ),
        ],
        (("organization:b", "/names/3/value"),),
    ),
    Case("name.duplicate", "in two countries", [named("a", "Institute"), named("b", "Institute", country="MO")]),
    Case(
        "name.duplicate",
        "in countries that are not known",
        [named("a", "Institute", country=None), named("b", "Institute", country=None)],
    ),
    Case("name.duplicate", "twice in one record", [named("a", "Institute", "INSTITUTE")]),
    Case(
        "name.duplicate",
        "a former name, an acronym, and a name that is no longer in use",
        [
            named("a", "Institute", "CIIS", "Centre"),
            organization("b", country="CN", names=[name("Institute", kind="former")]),
            organization("c", country="CN", names=[name("CIIS", kind="acronym")]),
            organization("d", country="CN", names=[name("Centre", valid={"end": "2010"})]),
        ],
    ),
    Case(
        "name.duplicate",
        "a successor that kept the name",
        [
            named("a", "Institute", successor_ids=["organization:b"]),
            named("b", "Institute", predecessor_ids=["organization:a"]),
        ],
    ),
    Case(
        "name.duplicate",
        "two persons may well have one name",
        [person("a", names=[name("Li")], country="CN"), person("b", names=[name("Li")], country="CN")],
    ),
]

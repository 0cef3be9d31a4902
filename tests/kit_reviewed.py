"""Cases of the conformance kit that were written, and their problems worked out, by hand: at least one for each code.

A value is one of a value type, by its name in the JSON Schema; or, under the type of a record, keys that are put into the
smallest record of that type. `...` takes a key away.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from thinktank_model import catalogue

__all__ = ["ELSEWHERE", "LINES", "REVIEWED", "TEXTS", "Reviewed"]

ELSEWHERE: Final = {
    **{name: "about the answer of a model" for name in sorted(catalogue()) if name.startswith("extract.")},
    "answer.left-out": "about the answer of a model",
    **{name: "about files of other formats" for name in sorted(catalogue()) if name.startswith(("export.", "import."))},
    "file.damaged": "about a compressed file, not about what is in it",
    "file.too-large": "its limit is the reader's own",
    "file.unpacks-too-large": "its limit is the reader's own",
    "json.line-too-long": "its limit is the reader's own",
    "neighbour.refused": "said by another library",
    "number.not-finite": "JSON has no such number; json.non-finite-number is reported for the text",
    **dict.fromkeys(
        ("patch.fixed-key", "patch.no-place", "patch.operation", "patch.stale", "patch.test-failed"),
        "about patches, not about records",
    ),
    "profile.rule-failed": "about a rule of a profile that raises, not about a record",
    "record.conflict": "about merging two datasets",
    **dict.fromkeys(("record.different-reference", "record.in-use"), "about changes of a dataset"),
    "record.more-problems": "its limit is the reader's own",
    "record.took-each-other": "about merging two datasets",
    "record.too-many-problems": "its limit is the reader's own",
    "report.more-problems": "its limit is the reader's own",
    "report.unknown-word": "about a report, not about a record",
    "source.quote-missing": "needs the text of the source beside the records",
    "text.lone-surrogate": "JSON text has no such character; json.lone-surrogate is reported for the text",
    "type.not-namespaced": "about records kept whole that are made in Python; a reader takes the type for an unknown one",
    "type.not-json": "about values of Python that JSON cannot write",
}
"""Codes without a case, with the reason for each."""


class Reviewed(NamedTuple):
    """A value of a type, or keys of a record, and what must be reported: codes and pointers in the order of the value."""

    type: str
    value: Any
    problems: tuple[tuple[str, str], ...] = ()
    about: str = ""


def _nested(levels: int) -> list[Any]:
    return [_nested(levels - 1)] if levels > 1 else []


REVIEWED: Final = (
    # dates
    Reviewed("PartialDate", "2024-02-29", (), "a leap day"),
    Reviewed("PartialDate", "2000-02-29", (), "a leap day in a century year"),
    Reviewed("PartialDate", "1900-02-29", (("date.impossible", ""),), "no leap year"),
    Reviewed("PartialDate", "2023-02-29", (("date.impossible", ""),), "no leap year"),
    Reviewed("PartialDate", "2024-04-31", (("date.impossible", ""),), "April has 30 days"),
    Reviewed("PartialDate", "2024-13", (("date.impossible", ""),), "there are twelve months"),
    Reviewed("PartialDate", "0000", (("date.impossible", ""),), "there is no year 0"),
    Reviewed("PartialDate", "0001-01-01", (("date.placeholder", ""),), "the first day, which databases write for none"),
    Reviewed("PartialDate", "9999-12-31", (("date.placeholder", ""),), "the last day"),
    Reviewed("PartialDate", "2024-21", (), "spring, EDTF level 1"),
    Reviewed("PartialDate", "2024-36~", (), "about the fourth quarter"),
    Reviewed("PartialDate", "2024-37", (("date.impossible", ""),), "a season that is not one"),
    Reviewed(
        "PartialDate", "2024-25", (("date.impossible", ""),), "two years, or the spring of a hemisphere, EDTF level 2"
    ),
    Reviewed("PartialDate", "2023-24", (("date.season-or-years", ""),), "winter 2023, and most often two years"),
    Reviewed("PartialDate", "2024-12%", (), "in doubt and approximate"),
    Reviewed("PartialDate", "2024-12-20T14:00:00Z", (("date.syntax", ""),), "a time where only a date may stand"),
    Reviewed("PartialDate", "20241220", (("date.syntax", ""),), "ISO 8601 basic format"),
    Reviewed("PartialDate", "2024-W51-5", (("date.syntax", ""),), "a week date"),
    Reviewed("PartialDate", "20/12/2024", (("date.syntax", ""),), "day first"),
    Reviewed("PartialDate", "2024-12-20\n", (("date.syntax", ""),), "a line feed at the end"),
    Reviewed("PartialDate", "٢٠٢٤", (("date.syntax", ""),), "digits of another script"),
    Reviewed("PartialDateOrTime", "2024-12-20T14:00:00+08:00", (), "a time with its offset"),
    Reviewed("PartialDateOrTime", "2024-12-20T14:00:00", (), "a time whose offset is not known"),
    Reviewed("PartialDateOrTime", "2024-12-20T23:59:60Z", (("date.impossible", ""),), "a leap second"),
    Reviewed(
        "PartialDateOrTime", "2024-12-20T24:00:00Z", (("date.impossible", ""),), "the end of a day is the next one"
    ),
    Reviewed("PartialDateOrTime", "2024-12-20T10:00:00+14:01", (("date.impossible", ""),), "no such offset on earth"),
    Reviewed("PartialDateOrTime", "2024-12-20T10:00:00-00:00", (("date.syntax", ""),), "an unknown offset is left out"),
    Reviewed("PartialDateOrTime", "2024-12-20T10:00Z", (("date.syntax", ""),), "RFC 3339 writes the seconds"),
    Reviewed("Period", {"start": "2024", "end": "2024-06"}, (), "may be right: 2024 can mean January"),
    Reviewed("Period", {"start": "2025", "end": "2024"}, (("date.reversed", "/end"),)),
    Reviewed("Period", {"start": "2025?", "end": "2024"}, (), "a date in doubt can mean any day"),
    Reviewed("Period", {}, (("key.none-of", ""),)),
    Reviewed("event", {"start": "2024-12-20", "end": "2024-12-19"}, (("date.reversed", "/end"),)),
    Reviewed("event", {"parent_id": "event:a:b"}, (("id.syntax", "/parent_id"),), "a prefix that is a type itself"),
    # counts
    Reviewed("Count", {"value": 40, "qualifier": "more_than"}),
    Reviewed("Count", {"value": 0, "qualifier": "less_than"}, (("count.impossible", "/value"),)),
    Reviewed("Count", {"value": 5, "qualifier": "between", "upper": 5}, (("count.reversed", "/upper"),)),
    Reviewed("Count", {"value": 5, "qualifier": "between"}, (("count.upper-missing", ""),)),
    Reviewed("Count", {"value": 5, "upper": 6}, (("count.upper-unexpected", "/upper"),)),
    Reviewed("Amount", {"value": 1.5, "currency": "JPY"}, (("amount.decimals", "/value"),)),
    Reviewed(
        "Amount",
        {"value": 1.5, "currency": "USD", "qualifier": "between", "upper": 2.125},
        (("amount.decimals", "/upper"),),
    ),
    Reviewed("Amount", {"value": 40000000, "currency": "USD", "qualifier": "about"}),
    Reviewed("CurrencyCode", "US$", (("currency.unknown", ""),)),
    Reviewed("CurrencyCode", "ABC", (("currency.unknown", ""),)),
    Reviewed("ContactPoint", {"email": "office at example.org"}, (("format.email", "/email"),)),
    Reviewed("ContactPoint", {"phone": "see website"}, (("format.phone", "/phone"),)),
    Reviewed("ContactPoint", {"purpose": "press"}, (("key.none-of", ""),)),
    Reviewed("Name", {"value": "Anna Kowalska", "given": "Hans", "family": "Meier"}, (("name.parts", "/family"),)),
    Reviewed("Name", {"value": "A. Kowalska", "given": "Anna", "family": "Kowalska"}),
    Reviewed("person", {"names": [{"value": "Ada Brown; Carl Dorn"}]}, (("name.several-persons", "/names/0/value"),)),
    Reviewed("Prefix", "My Project", (("key.prefix-syntax", ""),)),
    Reviewed("Count", {"value": -1}, (("number.out-of-range", "/value"),)),
    Reviewed("Count", {"value": 10**20}, (("number.out-of-range", "/value"),), "beyond 64 bits"),
    Reviewed("Count", {"value": 2**64 - 1}, (("number.beyond-double", "/value"),), "the greatest integer"),
    Reviewed("Count", {"value": "40"}, (("type.wrong-type", "/value"),)),
    Reviewed("Count", {"value": True}, (("type.wrong-type", "/value"),)),
    Reviewed("Count", {"value": 1.5}, (("type.wrong-type", "/value"),)),
    Reviewed("Count", {"value": None}, (("key.null", "/value"),)),
    Reviewed("Count", {}, (("key.missing", ""),)),
    Reviewed("Count", {"value": 1, "number": 2}, (("key.unknown", "/number"),)),
    Reviewed("Count", {"value": 1, "a/b~c": 2}, (("key.unknown", "/a~1b~0c"),), "a pointer escapes / and ~"),
    Reviewed("Count", [1], (("type.wrong-type", ""),)),
    # countries, places
    Reviewed("CountryCode", "MO", (), "an area with a code of its own"),
    Reviewed("CountryCode", "ZZ", (("country.unknown", ""),)),
    Reviewed("CountryCode", "cn", (("country.unknown", ""),)),
    Reviewed("CountryCode", "XK", (), "user-assigned: Kosovo"),
    Reviewed("CountryCode", "UK", (("country.unknown", ""),), "the code is GB"),
    Reviewed("SubdivisionCode", "CN-BJ"),
    Reviewed("SubdivisionCode", "CN-11", (("country.subdivision", ""),), "CN-BJ since 2017"),
    Reviewed("SubdivisionCode", "CN-ZZ", (("country.subdivision", ""),)),
    Reviewed(
        "Place",
        {"kind": "physical", "country": "FR", "subdivision": "CN-BJ"},
        (("country.subdivision", "/subdivision"),),
    ),
    Reviewed("Place", {"kind": "physical"}, (("place.nowhere", ""),)),
    Reviewed("Place", {"kind": "virtual"}, (("place.virtual-without-url", ""),)),
    Reviewed("Place", {"kind": "virtual", "url": "https://example.org/room"}),
    Reviewed("Coordinates", {"latitude": 90, "longitude": -180}, (), "the ends of the ranges"),
    Reviewed("Coordinates", {"latitude": 90.01, "longitude": 0}, (("number.out-of-range", "/latitude"),)),
    # formats
    Reviewed("JsonPointer", "country", (("format.json-pointer", ""),)),
    Reviewed("JsonPointer", "/a~2", (("format.json-pointer", ""),)),
    Reviewed("License", "CC-BY-4.0"),
    Reviewed("License", "CC BY 4.0", (("format.license", ""),)),
    Reviewed("License", "(MIT OR Apache-2.0+) AND GPL-2.0-only WITH Classpath-exception-2.0", (), "an SPDX expression"),
    Reviewed("License", "MIT OR", (("format.license", ""),), "half an expression"),
    Reviewed("License", "LicenseRef-Harbour", (), "an id of one's own"),
    Reviewed("License", "CC-BY", (("license.unknown", ""),), "without its version"),
    Reviewed("License", "cc-by-4.0", (("license.not-canonical", ""),)),
    Reviewed("License", "GPL-2.0", (("license.deprecated", ""),), "that version only, or any later one?"),
    Reviewed("License", "ftp://example.org/", (("url.scheme-not-allowed", ""),)),
    Reviewed("MediaType", "PDF", (("format.media-type", ""),)),
    Reviewed("Sha256", "E3B0C442", (("format.sha256", ""),)),
    Reviewed("Sha256", "0" * 64),
    Reviewed("TimeZone", "UTC+8:00", (("timezone.syntax", ""),)),
    Reviewed("TimeZone", "CST", (("timezone.unknown", ""),), "three zones"),
    Reviewed("TimeZone", "EST5EDT", (), "a name with a digit in it"),
    Reviewed("TimeZone", "Europe/Kiev", (), "an old name is a name"),
    Reviewed("SchemaVersion", "v1", (("version.syntax", ""),)),
    Reviewed("SchemaVersion", "1.00", (("version.syntax", ""),)),
    # ids and references
    Reviewed("RecordId", "organization:" + "a" * 187, (), "200 characters"),
    Reviewed("RecordId", "organization:" + "a" * 188, (("id.syntax", ""),), "201 characters"),
    Reviewed("RecordId", "organization:a--b", (("id.syntax", ""),)),
    Reviewed("event", {"id": "Symposium 2024"}, (("id.syntax", "/id"),)),
    Reviewed("event", {"id": "organization:symposium"}, (("id.wrong-type", "/id"),)),
    Reviewed("organization", {"merged_ids": ["organization:old"]}),
    Reviewed("organization", {"merged_ids": ["organization:a"]}, (("id.merged-own", "/merged_ids/0"),), "its own id"),
    Reviewed("organization", {"merged_ids": ["person:b"]}, (("id.merged-own", "/merged_ids/0"),), "of another type"),
    Reviewed("member", {"program_id": "organization:wic"}, (("reference.wrong-type", "/program_id"),)),
    Reviewed("member", {"party_id": "person:a"}),
    Reviewed("member", {"party_id": "event:a"}, (("reference.wrong-type", "/party_id"),)),
    Reviewed("program", {"host_ids": ["organization:b", "organization:b"]}, (("list.duplicate", "/host_ids/1"),)),
    Reviewed("program", {"names": []}, (("list.too-short", "/names"),)),
    Reviewed("program", {"host_ids": []}),
    # identifiers
    Reviewed("Identifier", {"scheme": "orcid", "value": "0000-0002-1825-0097"}),
    Reviewed(
        "Identifier", {"scheme": "orcid", "value": "0000-0002-1825-0079"}, (("identifier.check-digit", "/value"),)
    ),
    Reviewed("Identifier", {"scheme": "isbn", "value": "978-3-16-148410-1"}, (("identifier.check-digit", "/value"),)),
    Reviewed("Identifier", {"scheme": "issn", "value": "0317-8472"}, (("identifier.check-digit", "/value"),)),
    Reviewed("Identifier", {"scheme": "ror", "value": "Fudan University"}, (("identifier.syntax", "/value"),)),
    Reviewed(
        "Identifier",
        {"scheme": "doi", "value": "https://doi.org/10.1000/ABC"},
        (("identifier.not-canonical", "/value"),),
    ),
    Reviewed(
        "Identifier",
        {"scheme": "doi", "value": "https://doi.org/10.1000%2F182"},
        (("identifier.not-canonical", "/value"),),
        "percent-encoded behind its resolver",
    ),
    Reviewed(
        "Identifier",
        {"scheme": "DOI", "value": "10.1000/182"},
        (("identifier.not-canonical", "/scheme"),),
        "the scheme",
    ),
    Reviewed("Identifier", {"scheme": "myproject:key", "value": "anything goes"}),
    Reviewed(
        "Identifier",
        {"scheme": "doi", "value": "https://doi.org/10.1000/182?page=2"},
        (("identifier.syntax", "/value"),),
        "a query is no part of a DOI",
    ),
    Reviewed("IdentifierScheme", "kvk", (("identifier.unknown-scheme", ""),)),
    Reviewed("IdentifierScheme", "my scheme", (("identifier.scheme-syntax", ""),)),
    # keys and alternatives
    Reviewed("Contribution", {"role": "author"}, (("key.none-of", ""),)),
    Reviewed(
        "Contribution", {"party_id": "person:a", "name": {"en": "A"}, "role": "author"}, (("key.several-of", "/name"),)
    ),
    Reviewed("output", {"anonymous": ...}, (("key.none-of", ""),), "neither contributions nor anonymous"),
    Reviewed("output", {"anonymous": False}, (("key.none-of", ""),), "the default says nothing"),
    Reviewed("JsonMap", {"reviewed": True}, (("key.not-namespaced", "/reviewed"),)),
    Reviewed("JsonMap", {"myproject:reviewed": None}, (), "null is a value in free JSON"),
    Reviewed("event", {"names": ...}, (("key.missing", ""),)),
    Reviewed("event", {"$schema": "urn:thinktank-model:schema:1.0"}, (), "$schema is kept"),
    Reviewed("event", {"$schema": 1}, (("key.unknown", "/$schema"),)),
    Reviewed(
        "event",
        {"start": "20/12/2024", "status": "Held", "name": "x"},
        (("date.syntax", "/start"), ("term.unknown", "/status"), ("key.unknown", "/name")),
        "every problem at once",
    ),
    Reviewed("Statement", {"field": "/names", "value": None, "source_id": "source:a"}, (("key.null", "/value"),)),
    Reviewed(
        "organization",
        {"statements": [{"field": "/owner", "value": "organization:b", "source_id": "source:c"}]},
        (("statement.unknown-field", "/statements/0/field"),),
    ),
    Reviewed("JsonMap", {"a:b": 2**53}, (("number.beyond-double", "/a:b"),), "JavaScript holds no odd number beyond"),
    Reviewed("JsonMap", {"a:b": 2**53 - 1}),
    Reviewed("Count", {"value": 2**53 + 1}, (("number.beyond-double", "/value"),)),
    Reviewed(
        "organization",
        {"statements": [{"field": "/places/0/town", "value": "Paris", "source_id": "source:c"}]},
        (("statement.unknown-field", "/statements/0/field"),),
    ),
    Reviewed(
        "organization",
        {"statements": [{"field": "/founded", "value": "in the sixties", "source_id": "source:c"}]},
        (("statement.value", "/statements/0/value"),),
    ),
    Reviewed(
        "organization",
        {"statements": [{"field": "/founded", "value": "1960~", "source_id": "source:c"}]},
        (),
        "a statement that the field can hold",
    ),
    Reviewed(
        "organization",
        {"names": [{"value": "A", "lang": "en"}, {"value": "A", "lang": "en", "preferred": True}]},
        (("name.repeated", "/names/1"),),
    ),
    Reviewed(
        "organization",
        {"names": [{"value": "A", "lang": "en"}, {"value": "A", "lang": "fr"}, {"value": "A", "kind": "former"}]},
        (),
        "one name in two languages, and in former times",
    ),
    Reviewed(
        "organization",
        {"identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]},
        (("identifier.subject", "/identifiers/0"),),
    ),
    Reviewed(
        "output",
        {"kind": "article", "identifiers": [{"scheme": "issn", "value": "2049-3630"}]},
        (("identifier.subject", "/identifiers/0"),),
    ),
    Reviewed(
        "output",
        {"kind": "article", "identifiers": [{"scheme": "issn", "value": "2049-3630", "relation": "parent"}]},
        (),
        "the ISSN of the journal, marked as that",
    ),
    Reviewed(
        "output",
        {"kind": "newsletter", "identifiers": [{"scheme": "issn", "value": "2049-3630"}]},
        (),
        "a newsletter is a series",
    ),
    Reviewed(
        "organization",
        {
            "identifiers": [
                {"scheme": "ror", "value": "013q1eq08"},
                {"scheme": "ror", "value": "04w9fbh59"},
                {"scheme": "ror", "value": "013q1eq08", "status": "rejected"},
                {"scheme": "isni", "value": "0000000101252443", "status": "candidate"},
                {"scheme": "isni", "value": "000000012150090X", "status": "candidate"},
                {"scheme": "x:list", "value": "1"},
                {"scheme": "x:list", "value": "2"},
            ]
        },
        (("identifier.repeated", "/identifiers/1"), ("identifier.repeated", "/identifiers/2")),
        "two ROR ids, and one of them rejected too",
    ),
    Reviewed(
        "output",
        {"identifiers": [{"scheme": "isbn", "value": "9783161484100"}, {"scheme": "isbn", "value": "9791090636071"}]},
        (),
        "an ISBN for each binding",
    ),
    Reviewed("JsonMap", {"a:b": 10**20}, (("number.out-of-range", "/a:b"),), "beyond 64 bits, in free JSON too"),
    Reviewed("JsonMap", {"a:b": _nested(64)}, (), "an object and 64 lists in each other"),
    Reviewed("JsonMap", {"a:b": _nested(65)}, (("json.too-deep", "/a:b" + 64 * "/0"),), "one more"),
    # languages and texts
    Reviewed("LanguageTag", "zh-Latn-pinyin"),
    Reviewed("LanguageTag", "i-klingon", (("language.deprecated", ""),), "a grandfathered tag"),
    Reviewed("LanguageTag", "Chinese", (("language.malformed", ""),)),
    Reviewed("LanguageTag", "zh_CN", (("language.malformed", ""),)),
    Reviewed("LanguageTag", "de-1996-1996", (("language.malformed", ""),), "a variant twice"),
    Reviewed("LanguageTag", "en-a-bb-a-cc", (("language.malformed", ""),), "an extension twice"),
    Reviewed("LanguageTag", "zh-hans", (("language.not-canonical", ""),)),
    Reviewed("LanguageTag", "jp", (("language.unknown", ""),), "the code of the country; the language is ja"),
    Reviewed("LanguageTag", "en-UK", (("language.unknown", ""),), "the region is GB"),
    Reviewed("LanguageTag", "eng", (("language.unknown", ""),), "BCP 47 takes the two-letter code where there is one"),
    Reviewed("LanguageTag", "iw", (("language.deprecated", ""),), "he since 1989"),
    Reviewed("LanguageTag", "zh-yue", (("language.deprecated", ""),), "yue, without its prefix"),
    Reviewed("LanguageTag", "qaa-Qaaa-x-ours", (), "private use"),
    Reviewed("Text", {"en": "Work plan", "zh-Hans": "工作计划"}),
    Reviewed("Text", {"zh-Hans": "Work plan for the next year"}, (("language.script-mismatch", "/zh-Hans"),)),
    Reviewed("Text", {}, (("list.too-short", ""),)),
    Reviewed("Text", {"en": None}, (("key.null", "/en"),)),
    Reviewed("Text", "Work plan", (("type.wrong-type", ""),)),
    Reviewed(
        "Text", {"en-GB": "a", "en-gb": "b"}, (("language.not-canonical", "/en-gb"), ("list.duplicate", "/en-gb"))
    ),
    Reviewed(
        "event",
        {"languages": ["en", "EN"]},
        (("language.not-canonical", "/languages/1"), ("list.duplicate", "/languages/1")),
    ),
    Reviewed("Label", "Bell Labs"),
    Reviewed("Label", " ", (("text.empty", ""),)),
    Reviewed("Label", "\u200b", (("text.empty", ""),), "a space without width"),
    Reviewed("Label", "a\u0007b", (("text.control-character", ""),)),
    Reviewed("Label", "a\nb", (("text.control-character", ""),), "one line only"),
    Reviewed("Label", "a\u202eb", (("text.control-character", ""),), "it reverses what follows"),
    Reviewed("Label", "a\U0001ffffb", (("text.control-character", ""),), "a noncharacter beyond U+FFFF"),
    Reviewed("Label", "Bell  Labs", (("text.odd-whitespace", ""),)),
    Reviewed("Label", "Universite\u0301", (("text.not-nfc", ""),)),
    Reviewed("Label", "👩\u200d🔬", (), "a joiner within an emoji"),
    Reviewed("Label", "\u3164", (("text.empty", ""),), "a letter that is not seen"),
    Reviewed("Label", "\U000e0041\U000e0042", (("text.empty", ""),), "tag characters alone"),
    Reviewed("Label", "Universit\ufffdt", (("text.replacement-character", ""),)),
    Reviewed("Label", "Universit\u00c3\u00a4t", (("text.mojibake", ""),)),
    Reviewed("Label", "M\u00fcller &amp; S\u00f6hne", (("text.markup", ""),)),
    Reviewed("Label", "<b>Bell</b> Labs", (("text.markup", ""),)),
    Reviewed("Label", "R&D Lab; A<B", (), "signs of a name"),
    Reviewed("Label", "Har\u00adbour", (("text.soft-hyphen", ""),)),
    Reviewed("Label", "Harbour\U000e0068\U000e0069", (("text.invisible", ""),), "hidden in tag characters"),
    Reviewed(
        "Label", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", (), "the flag of England"
    ),
    Reviewed("Label", "N/A", (("text.placeholder", ""),)),
    Reviewed("Label", "Null", (), "a family name"),
    Reviewed("Verbatim", "Bell\u00a0 Labs", (), "a source's spaces are its own"),
    Reviewed("Verbatim", "N/A", (), "if the source says so"),
    Reviewed("Verbatim", "&amp;", (("text.markup", ""),)),
    Reviewed(
        "organization",
        {"names": [{"value": "Bell\u00a0 Labs", "source_id": "source:a"}, {"value": "Bell\u00a0 Labs"}]},
        (("text.odd-whitespace", "/names/1/value"),),
        "a name that a source gives is verbatim",
    ),
    Reviewed("Url", "https://example.org/?a=1&amp;b=2", (("text.markup", ""),)),
    Reviewed("Prose", "a\nb", (), "several lines"),
    Reviewed("Prose", "a\r\nb", (("text.control-character", ""),)),
    Reviewed(
        "organization",
        {
            "names": [
                {"value": "A", "lang": "en", "preferred": True},
                {"value": "B", "lang": "en", "preferred": True},
            ]
        },
        (("name.several-preferred", "/names/1/preferred"),),
    ),
    # vocabularies
    Reviewed("EventStatus", "Held", (("term.unknown", ""),)),
    Reviewed("OpenEventKind", "symposion", (("term.unlisted", ""),)),
    Reviewed("OpenEventKind", "Round table", (("term.syntax", ""),)),
    Reviewed("OpenEventKind", "myproject:hackathon"),
    Reviewed("OpenOrganizationKind", "university", (("term.deprecated", ""),)),
    Reviewed("organization", {"is_think_tank": "false"}, (("type.wrong-type", "/is_think_tank"),)),
    Reviewed("organization", {"is_think_tank": 0}, (("type.wrong-type", "/is_think_tank"),)),
    # URLs
    Reviewed("Url", "https://xn--exmple-cua.org/", (), "an internationalized name"),
    Reviewed("Url", "https://exämple.org/智库", (), "letters of other scripts"),
    Reviewed("Url", "https://[::1]:8080/", (), "IPv6 and port"),
    Reviewed("Url", "www.example.org", (("url.syntax", ""),)),
    Reviewed("Url", "https://example.org:65536/", (("url.syntax", ""),), "no such port"),
    Reviewed("Url", "https://256.1.1.1/", (("url.syntax", ""),), "no such IPv4 address"),
    Reviewed("Url", "https://example.org/a b", (("url.syntax", ""),)),
    Reviewed("Url", "https://example.org/%zz", (("url.syntax", ""),)),
    Reviewed("Url", "javascript:alert(1)", (("url.scheme-not-allowed", ""),)),
    Reviewed("Url", "https://user:secret@example.org/", (("url.user-info", ""),)),
    # values in place of a record
    Reviewed("any", {"type": "organisation", "id": "thing:a"}, (("type.unknown-record-type", "/type"),)),
    Reviewed("any", {"id": "thing:a"}, (("key.missing", ""),), "no type, and nothing that tells it"),
    Reviewed(
        "any",
        {"type": "my:grant", "id": "my:grant:a"},
        (("profile.unknown-type", "/type"),),
        "a type of another project",
    ),
    Reviewed("any", ["event"], (("type.wrong-type", ""),)),
    Reviewed("any", None, (("type.wrong-type", ""),)),
)


class Text(NamedTuple):
    """A JSON text with the codes and pointers that must be reported; for JSON Lines, with line numbers before them."""

    text: str | bytes
    problems: tuple[tuple[Any, ...], ...]
    about: str

    @property
    def data(self) -> bytes:
        """The bytes of the text."""
        return self.text if isinstance(self.text, bytes) else self.text.encode()


_RECORD: Final = '{"type": "source", "id": "source:a", "titles": {"en": "A"}}'
_HEADER: Final = '{"type": "dataset", "schema_version": "1.0"}'


def _with(more: str) -> str:
    return f"{_RECORD[:-1]}, {more}}}"


def _free(number: str) -> str:
    return _with(f'"extensions": {{"x:y": {number}}}')


TEXTS: Final = (
    Text(_RECORD, (), "a record"),
    Text(f" \t\r\n{_RECORD}\n", (), "white space around it"),
    Text(f"\ufeff{_RECORD}", (), "a byte order mark at the start"),
    Text(_with(r'"notes": {"en": "\ud83d\ude00"}'), (), "a surrogate pair"),
    Text("", (("json.empty", ""),), "nothing"),
    Text(_RECORD[:-1] + ",}", (("json.syntax", ""),), "a comma too many"),
    Text("{'type': 'source'}", (("json.syntax", ""),), "single quotes"),
    Text(_RECORD + " // a comment", (("json.syntax", ""),), "a comment"),
    Text(_RECORD[:-1], (("json.truncated", ""),), "not written to its end"),
    Text(_RECORD + _RECORD, (("json.several-values", ""),), "two values"),
    Text(_RECORD + "\ufeff", (("json.byte-order-mark", ""),), "a byte order mark that is not at the start"),
    Text(_RECORD + "\0\0\0", (("json.nul-tail", ""),), "a file that was filled up with NUL"),
    Text(_with('"id": "source:b"'), (("json.duplicate-key", "/id"),), "a key twice"),
    Text(_with(r'"i\u0064": "source:b"'), (("json.duplicate-key", "/id"),), "a key twice, once with an escape"),
    Text(_free("NaN"), (("json.non-finite-number", "/extensions/x:y"),), "NaN"),
    Text(_free("1e400"), (("json.number-out-of-range", "/extensions/x:y"),), "too great for a double"),
    Text(_free("1e-400"), (("json.number-out-of-range", "/extensions/x:y"),), "too small for a double"),
    Text(_free(str(10**20)), (("json.integer-out-of-range", "/extensions/x:y"),), "beyond 64 bits"),
    Text(
        _free("39.904211000000000001"), (("json.number-precision", "/extensions/x:y"),), "more digits than a double has"
    ),
    Text(_free("[" * 100 + "]" * 100), (("json.too-deep", "/extensions/x:y" + 63 * "/0"),), "a hundred levels"),
    Text(_with(r'"published_raw": "\ud800"'), (("json.lone-surrogate", "/published_raw"),), "half of a surrogate pair"),
    Text(_RECORD.replace("A", "é").encode("latin-1"), (("json.not-utf8", ""),), "Latin-1"),
    Text(
        '{"type": "event", "id": "event:e", "names": [{"value": "E"}], "start": "2024", "attendance": {"total": {"value": 40.0}}}',
        (("type.wrong-type", "/attendance/total/value"),),
        "an integer with a fraction of nothing",
    ),
)

LINES: Final = (
    Text(f"{_HEADER}\n{_RECORD}\n", (), "a header and a record"),
    Text(
        f'{_HEADER[:-1]}, "profiles": {{"my": "https://example.org/my/"}}}}\n{_RECORD}\n',
        ((1, "profile.missing", "/profiles/my"),),
        "a header that names a profile",
    ),
    Text(_RECORD, (), "no header, and no line feed at the end"),
    Text(f"{_RECORD}\r\n\r\n{_RECORD}\r\n", (), "lines that end in CR LF, one of them empty"),
    Text(
        f'{_RECORD}\n{{"type": \n{{"type": "source"}}\n{_RECORD}\n',
        ((2, "json.truncated", ""), (3, "key.missing", ""), (3, "key.missing", "")),
        "a broken line never hides its neighbours",
    ),
    Text(_with('"notes": {"en": "a\u2028b"}'), ((1, "text.odd-whitespace", "/notes/en"),), "U+2028 ends no line"),
    Text(_RECORD.replace("{", "{\n", 1), ((1, "json.value-on-several-lines", ""),), "a record on two lines"),
    Text(
        '{"type": "dataset", "schema_version": "1.0", "records": []}\n',
        ((1, "json.document-as-lines", ""),),
        "a document is no header",
    ),
)

"""What people who know other libraries type, and what does it here: said where an attribute is not there."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .meant import did_you_mean

__all__ = ["GUESSES", "MODULE", "GuessError", "Guided", "GuidedValue", "guessed"]

_TABLE: Final = 'ds.to_frame("events") gives a data frame'
_FILTER: Final = '[event for event in ds.events.values() if event.status == "held"] chooses records'
_PLAIN: Final = "thinktank_model.to_dict(...) gives plain data"
_JSON: Final = "thinktank_model.dumps(...) gives JSON"
_VALIDATE: Final = "thinktank_model.validate(...) gives a report"
_WRITE: Final = 'ds.write("programme.json") writes a file'
_EXPORT: Final = 'thinktank_model.export(ds, "programme.xlsx") writes other formats'
_READ: Final = 'thinktank_model.Dataset.read("programme.json") reads a file'
_CHANGE: Final = "attrs.evolve(record, status=...) gives a changed copy, and ds.replace(record) a dataset with it"
_NAME: Final = 'record.label("fr", "en") is the name to show, and record.names or record.titles are all of them'
_MEMBERS: Final = 'ds.members_at("2025-06-01") and ds.members tell who is a member'
_KEYS: Final = "a dataset iterates over its records, and ds.events and the other collections are mappings by id"
_FIELDS: Final = "the fields of a record are its attributes, and thinktank_model.to_dict(record) has them as a dict"


def _each(sentence: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), sentence)


GUESSES: Final[Mapping[str, Mapping[str, str]]] = {
    "Dataset": {
        **_each(_TABLE, "head tail info describe columns shape dtypes sample groupby count nunique value_counts summary plot to_pandas df iloc loc"),
        **_each('ds.to_frame("events", engine="polars") gives a data frame of polars', "to_polars"),
        **_each(_FILTER, "filter query where select get_items get_all_items get_records"),
        **_each("ds.find(text) looks for a name", "search lookup"),
        **_each(_EXPORT, "to_csv to_excel to_xlsx to_sqlite to_sql to_parquet export"),
        **_each(_WRITE, "save to_file save_object dump"),
        **_each(_KEYS, "keys values items ids"),
        **_each("ds.add(record) gives a dataset with one record more", "append insert add_item add_items add_record extend push"),
        **_each("ds.replace(record) gives a dataset with the record in place of the old one", "update set put upsert"),
        **_each("ds.remove(id) gives a dataset without the record", "drop delete pop remove_item"),
        **_each("ds.merge(other), or thinktank_model.merge3(base, ours, theirs), puts datasets together", "concat join union combine"),
        **_each("ds.diff(other) tells how two datasets differ", "compare difference equals"),
        **_each("a dataset is never changed, so it needs no copy", "copy clone"),
        **_each("sorted(ds.events.values(), key=lambda event: event.sort_key) sorts records", "sort sort_values order_by"),
        **_each("ds.check() gives a report on the records together", "validate is_valid errors problems"),
        **_each('ds.duplicates() gives pairs that may be one', "deduplicate drop_duplicates duplicated dedupe"),
        **_each("ds[id] is the record with an id", "get_event get_item get_record get_entity"),
        **_each(_MEMBERS, "members_of get_members memberships"),
        **_each("ds.organizations has organizations by id", "organisations institutes institutions companies bodies think_tanks"),
        **_each("ds.persons has persons by id", "people individuals"),
        **_each("ds.programs has programmes by id", "programmes projects"),
        **_each("ds.events has events by id", "meetings conferences"),
        **_each("ds.outputs has outputs by id", "publications documents reports"),
    },
    "Listing": {
        **_each('ds.to_frame("events") gives a data frame of a collection', "head tail to_frame to_pandas df describe info columns shape groupby"),
        **_each(_FILTER, "filter query where select"),
        **_each("next(iter(collection.values())) is the first record", "first iloc loc"),
        **_each("list(collection.values()) is a list of the records, list(collection) one of their ids", "to_list tolist ids records"),
        **_each("ds.find(text) looks for a name", "find search"),
        **_each("ds.add(record) gives a dataset with one record more", "append add insert update"),
    },
    "Report": {
        **_each("pandas.DataFrame(report.to_dicts()) is a data frame", "to_frame to_pandas df to_dict"),
        **_each("report.ok tells whether there is no error", "valid is_valid success passed"),
        **_each("report.problems has all problems, report.errors and report.warnings some", "messages issues to_list"),
    },
    "_Common": {
        **_each(_NAME, "name title title_en caption display_name"),
        **_each("an event has start and end, each a PartialDate: event.start.year", "date year datetime"),
        **_each("ds.participants(event.id) gives the parties of an event, event.participations what the record lists", "participants attendees speakers"),
        **_each(_MEMBERS, "members memberships"),
    },
    "PartialDate": {
        **_each("str(date) is its text", "isoformat strftime"),
        **_each("date.to_date() is a datetime.date, date.to_datetime(timezone) a datetime", "date datetime to_pydatetime"),
        **_each("date.before(other) and date.after(other) compare", "is_before is_after compare timestamp"),
    },
    "Node": {
        **_each(_PLAIN, "to_dict dict model_dump asdict as_dict to_plain"),
        **_each(_JSON, "to_json json dumps model_dump_json as_json"),
        **_each(_VALIDATE, "validate is_valid errors problems"),
        **_each(_CHANGE, "copy replace evolve update set clone model_copy with_"),
        **_each(_FIELDS, "get properties fields keys values items attributes schema"),
    },
}  # fmt: skip
"""The name of a class to the names of attributes that it does not have, each with what to write."""

MODULE: Final[Mapping[str, str]] = {
    **_each(_READ, "read load open from_file read_file load_dataset read_json"),
    **_each('thinktank_model.import_file("members.xlsx") reads other formats', "read_csv read_excel import_csv import_excel"),
    **_each('thinktank_model.example("wic-2024") gives a shipped dataset, and example_names() all their names', "examples datasets load_example sample"),
    **_each("thinktank_model.json_schema() gives the JSON Schema", "schema get_schema"),
    **_each("thinktank_model.__version__ is the version", "version VERSION"),
    **_each("ds.merge(other), or thinktank_model.merge3(base, ours, theirs), puts datasets together", "merge concat join"),
    **_each("ds.diff(other) tells how two datasets differ", "diff compare"),
    **_each("ds.find(text) looks for a name", "find search"),
    **_each('thinktank_model.explain("date.syntax") tells what a code means', "help describe"),
    **_each("ds.write(path) writes a dataset, and thinktank_model.dumps(record) gives JSON", "write save dump to_json"),
}  # fmt: skip
"""The same for the package itself."""


class GuessError(AttributeError):
    """An object does not have an attribute. What was meant is looked for only where the error is shown."""

    def __init__(self, cls: type[Any], name: str) -> None:
        super().__init__(name)
        self.cls = cls
        self.guess = name

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.cls, self.guess)

    def __str__(self) -> str:
        known = [one for one in dir(self.cls) if not one.startswith("_")]
        tables = [GUESSES.get(base.__name__, {}) for base in self.cls.__mro__]
        return f"{self.cls.__name__!r} object has no attribute {self.guess!r}" + guessed(self.guess, known, *tables)


def guessed(name: str, known: list[str], *tables: Mapping[str, str]) -> str:
    """Return the end of a sentence about a name that does not exist: what does what was meant, or the nearest name."""
    sentence = next((table[name] for table in tables if name in table), None)
    return f"; {sentence}" if sentence else did_you_mean(name, known, 0.75)


class Guided:
    """An object that says what to write in place of an attribute that it does not have."""

    __slots__ = ()

    if not TYPE_CHECKING:  # pragma: no branch - to a type checker the attribute is missing

        def __getattr__(self, name: str) -> Any:
            raise GuessError(type(self), name)


class GuidedValue:
    """The same for records and their values, from Python 3.12 on.

    Python 3.11 reads each attribute of a class that has `__getattr__` three times as slowly, also one that exists, and a
    record is written by reading all of them.
    """

    __slots__ = ()

    if not TYPE_CHECKING and sys.version_info >= (3, 12):  # pragma: no cover - the version decides
        __getattr__ = Guided.__getattr__

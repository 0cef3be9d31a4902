"""Organizations and persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, ClassVar, Final, Literal

from ..problems.patterns import pattern
from ..problems.problem import Problem, define
from ..shapes.annotations import Unique, within
from ..shapes.declared import field, frozen
from ..shapes.takes import Fields, Takes
from ..values.countries import COUNTRY
from ..values.dates import DateLike, PartialDate
from ..values.ids import Ref
from ..values.periods import REVERSED, in_order, reversed_dates
from ..vocab import Open, OrganizationKind, OrganizationStatus, Sector
from .common import Contacts, Topics, Urls, _Named
from .parts.contacts import ContactPoint
from .parts.dealings import Observation
from .parts.names import Name
from .parts.parties import Affiliation, Parent
from .parts.places import Place

__all__ = [
    "Organization",
    "Person",
]

SEVERAL = define(
    "name.several-persons",
    "warning",
    "the name {found} most likely contains several persons",
    why=(
        "A record describes one person, so that each person has separate identifiers and affiliations and can be "
        "counted."
    ),
    bad='{"type": "person", "names": [{"value": "Ada Brown; Carl Dorn"}]}',
    good='{"type": "person", "names": [{"value": "Ada Brown"}]}',
)
_BETWEEN_PERSONS: Final = pattern("[;\uff1b\u3001]| (?:&|and) ")


def _are_single(names: Sequence[Name]) -> bool:
    """Return whether each name is the name of one person."""
    return not any([_BETWEEN_PERSONS.search(name.value) for name in names])


@frozen(kw_only=True, repr=False, eq=False)
class Organization(_Named):
    """A think tank, or a body related to one: its parent, host, partner or member."""

    type: ClassVar[Literal["organization"]] = "organization"
    collection: ClassVar[str] = "organizations"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Organization", "http://www.w3.org/ns/org#Organization")

    kind: Annotated[str | None, Open(OrganizationKind), "The kind of organization."] = None
    is_think_tank: Annotated[bool | None, "Whether the organization is a think tank; absent if unknown."] = None
    sector: Annotated[str | None, Open(Sector), "The sector."] = None
    parents: Annotated[tuple[Parent, ...], "The parent organizations and the kind of relation."] = field(
        default=(), converter=Takes[Iterable[Parent | Fields]]
    )
    predecessor_ids: Annotated[
        tuple[str, ...], Ref("organization"), Unique(), "The organizations that it succeeded."
    ] = field(default=(), converter=Takes[Iterable[str]])
    successor_ids: Annotated[tuple[str, ...], Ref("organization"), Unique(), "The organizations that succeeded it."] = (
        field(default=(), converter=Takes[Iterable[str]])
    )
    places: Annotated[tuple[Place, ...], "The locations."] = field(
        default=(), converter=Takes[Iterable[Place | Fields]]
    )
    country: Annotated[str | None, COUNTRY, "The country or area of the headquarters, ISO 3166-1 alpha-2."] = None
    founded: Annotated[PartialDate | None, "The date of foundation."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    dissolved: Annotated[PartialDate | None, "The date of dissolution."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    status: Annotated[OrganizationStatus, "Whether the organization exists."] = field(
        default=OrganizationStatus.UNKNOWN, converter=Takes[str]
    )
    focus_areas: Annotated[Topics, "The topics of its work."] = field(default=(), converter=Takes[Iterable[str]])
    contacts: Contacts = field(default=(), converter=Takes[Iterable[ContactPoint | Fields]])
    observations: Annotated[tuple[Observation, ...], "Numbers over time, such as members or staff."] = field(
        default=(), converter=Takes[Iterable[Observation | Fields]]
    )
    urls: Annotated[Urls, "The web pages."] = field(default=(), converter=Takes[Iterable[str]])

    @within("founded", "dissolved", codes=(REVERSED,), when="all", quick=in_order)
    def _founded_before_dissolved(self) -> Iterator[Problem]:
        """The dissolution of an organization is not before its foundation."""
        return reversed_dates(self.founded, self.dissolved, "/dissolved")


@frozen(kw_only=True, repr=False, eq=False)
class Person(_Named):
    """A person with a public role in a programme. There are no fields for birth dates or private addresses."""

    type: ClassVar[Literal["person"]] = "person"
    collection: ClassVar[str] = "persons"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Person", "http://xmlns.com/foaf/0.1/Person")

    affiliations: Annotated[tuple[Affiliation, ...], "The organizations that the person belongs to."] = field(
        default=(), converter=Takes[Iterable[Affiliation | Fields]]
    )
    country: Annotated[str | None, COUNTRY, "The country or area in which the person works, ISO 3166-1 alpha-2."] = None
    urls: Annotated[Urls, "Public web pages."] = field(default=(), converter=Takes[Iterable[str]])

    @within("names", codes=(SEVERAL,), quick=_are_single)
    def _names_are_of_one_person(self) -> Iterator[Problem]:
        """A name is the name of one person."""
        for number, name in enumerate(self.names):
            if _BETWEEN_PERSONS.search(name.value):
                yield SEVERAL(name.value, at=f"/names/{number}/value", help="Write one record for each person.")

"""Places: rooms, cities and countries, and addresses in the net."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final

from ...problems.problem import Problem, define
from ...problems.translations import Phrase, one_of
from ...shapes.annotations import Between, within
from ...shapes.declared import field, frozen
from ...shapes.node import Node
from ...shapes.takes import Fields, Takes
from ...shapes.tree import Constraint
from ...values.countries import COUNTRY, SUBDIVISION, SUBDIVISION_UNKNOWN
from ...values.text import Text, TextLike
from ...values.urls import URL
from ...vocab import PlaceKind

__all__ = ["Coordinates", "Place"]

VIRTUAL_WITHOUT_URL = define(
    "place.virtual-without-url",
    "error",
    "the virtual place has no address",
    why="A virtual place needs its address. To record that an event was held online, use attendance_mode.",
    bad='{"kind": "virtual"}',
    good='{"kind": "virtual", "url": "https://example.org/room"}',
)
NOWHERE = define(
    "place.nowhere",
    "error",
    "the physical place has no location",
    why="A physical place needs a name, a locality, a country, a subdivision or coordinates.",
    bad='{"kind": "physical"}',
    good='{"kind": "physical", "country": "CN"}',
)

_WHERE = ("name", "locality", "country", "subdivision", "coordinates")
_NOWHERE: Final = (None,) * len(_WHERE)


def _says_where(place: Any) -> Iterator[Problem]:
    if place.kind is PlaceKind.VIRTUAL:
        if place.url is None:
            yield VIRTUAL_WITHOUT_URL(expected='the key "url"')
    elif all([getattr(place, name) is None for name in _WHERE]):
        yield NOWHERE(expected=one_of(_WHERE))


def _is_somewhere(kind: PlaceKind, url: str | None, *where: object) -> bool:
    """Return whether `_says_where` finds nothing."""
    return where != _NOWHERE if kind is not PlaceKind.VIRTUAL else url is not None


@frozen(kw_only=True, repr=False, eq=False)
class Coordinates(Node):
    """A point on the earth, in degrees (WGS 84)."""

    latitude: Annotated[float, Between(-90, 90), "Degrees north of the equator."]
    longitude: Annotated[float, Between(-180, 180), "Degrees east of Greenwich."]


@frozen(kw_only=True, repr=False, eq=False)
class Place(Node):
    """Where something is or takes place: a physical place, or a virtual one."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        Constraint(
            ("kind", "url", *_WHERE),
            _says_where,
            {
                "if": {"required": ["kind"], "properties": {"kind": {"const": "virtual"}}},
                "then": {"required": ["url"]},
                "else": {"anyOf": [{"required": [name]} for name in _WHERE]},
            },
            "says_where",
            "A virtual place has a url; a physical one says where it is.",
            quick=_is_somewhere,
        ),
    )

    kind: Annotated[PlaceKind, "Whether the place is physical or virtual."] = field(converter=Takes[str])
    name: Annotated[Text | None, "The name of the place: a building, a room."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    locality: Annotated[Text | None, "The city or town."] = field(default=None, converter=Takes[TextLike | None])
    country: Annotated[str | None, COUNTRY, "The country or area, ISO 3166-1 alpha-2."] = None
    subdivision: Annotated[str | None, SUBDIVISION, "The province or state, ISO 3166-2."] = None
    coordinates: Annotated[Coordinates | None, "The geographic coordinates."] = field(
        default=None, converter=Takes[Coordinates | Fields | None]
    )
    url: Annotated[str | None, URL, "The address of a virtual place, or a page about a physical one."] = None

    @staticmethod
    def _meant(text: str) -> dict[str, Any]:
        return {"kind": "physical", "name": {"...": text}}  # in a language that only the author knows

    @within("country", "subdivision", codes=(SUBDIVISION_UNKNOWN,), when="all")
    def _subdivision_of_its_country(self) -> Iterator[Problem]:
        """A subdivision belongs to the country beside it."""
        if self.country is not None and self.subdivision is not None and self.subdivision[:2] != self.country:
            template = "a code that starts with {country}-, or the country {other}"
            expected = Phrase(template, country=self.country, other=self.subdivision[:2])
            yield SUBDIVISION_UNKNOWN(self.subdivision, at="/subdivision", country=self.country, expected=expected)

"""How a programme, organization or event can be reached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, TypeAlias

from ...shapes.annotations import Unique
from ...shapes.declared import field, frozen
from ...shapes.node import Node
from ...shapes.presence import any_of
from ...shapes.takes import Takes
from ...shapes.tree import Constraint
from ...values.language import LANGUAGE
from ...values.strings import EMAIL, PHONE
from ...values.urls import URL
from ...vocab import ContactPurpose, Open

__all__ = ["ContactPoint"]

LanguageTags: TypeAlias = Annotated[tuple[str, ...], LANGUAGE, Unique()]


@frozen(kw_only=True, repr=False, eq=False)
class ContactPoint(Node):
    """A public contact of a body or an event, as schema:ContactPoint. Persons have none."""

    constraints: ClassVar[tuple[Constraint, ...]] = (any_of("email", "phone", "url"),)

    purpose: Annotated[str | None, Open(ContactPurpose), "The purpose of the contact."] = None
    email: Annotated[str | None, EMAIL, "The email address of an office, not of a person."] = None
    phone: Annotated[str | None, PHONE, "The telephone number, with the country code."] = None
    url: Annotated[str | None, URL, "The page of a contact form."] = None
    languages: Annotated[LanguageTags, "The languages of correspondence, as BCP 47 tags."] = field(
        default=(), converter=Takes[Iterable[str]]
    )

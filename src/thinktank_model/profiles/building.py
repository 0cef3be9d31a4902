"""The stable imports for other projects that define classes, terms and rules.

from thinktank_model.profiles.building import NamedRecord, Ref, rule
"""

from __future__ import annotations

from attrs import field, frozen

from ..model.common import Topics, Urls
from ..model.common import _Common as RecordBase
from ..model.common import _Named as NamedRecord
from ..model.index import Index
from ..problems.patterns import pattern, whole
from ..problems.problem import Code, Fix, Problem
from ..problems.translations import Phrase
from ..rules.base import Context, Rule
from ..shapes.annotations import AtLeast, Between, Headings, Ordered, Unique, within
from ..shapes.node import Node
from ..shapes.presence import any_of, at_most_one, exactly_one
from ..shapes.takes import Fields, Takes
from ..shapes.tree import Reading, Scalar, also
from ..values.amounts import Amount
from ..values.countries import COUNTRY
from ..values.dates import DATE, DATE_OR_TIME, DateLike, PartialDate
from ..values.ids import ANY_ID, Ref
from ..values.language import LANGUAGE
from ..values.licenses import LICENSE
from ..values.periods import Period
from ..values.text import LABEL, PROSE, Text, TextLike
from ..values.urls import URL
from ..vocab.term import Open, Vocabulary
from .rules import rule

__all__ = [
    "ANY_ID",
    "COUNTRY",
    "DATE",
    "DATE_OR_TIME",
    "LABEL",
    "LANGUAGE",
    "LICENSE",
    "PROSE",
    "URL",
    "Amount",
    "AtLeast",
    "Between",
    "Code",
    "Context",
    "DateLike",
    "Fields",
    "Fix",
    "Headings",
    "Index",
    "NamedRecord",
    "Node",
    "Open",
    "Ordered",
    "PartialDate",
    "Period",
    "Phrase",
    "Problem",
    "Reading",
    "RecordBase",
    "Ref",
    "Rule",
    "Scalar",
    "Takes",
    "Text",
    "TextLike",
    "Topics",
    "Unique",
    "Urls",
    "Vocabulary",
    "also",
    "any_of",
    "at_most_one",
    "exactly_one",
    "field",
    "frozen",
    "pattern",
    "rule",
    "whole",
    "within",
]

"""Outputs: reports, articles, datasets, declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar, Final, Literal

from ..problems.problem import Problem
from ..shapes.annotations import Ordered, Unique, within
from ..shapes.declared import field, frozen
from ..shapes.presence import any_of
from ..shapes.takes import Fields, Takes
from ..shapes.tree import Constraint
from ..values.dates import DateLike, PartialDate
from ..values.ids import Ref
from ..values.licenses import LICENSE
from ..values.periods import Period
from ..values.text import LABEL, Text, TextLike
from ..vocab import Access, Open, OutputKind, OutputStatus, PeerReview
from .common import Topics, _Common
from .parts.contacts import LanguageTags
from .parts.dealings import Funding, Observation, Response
from .parts.identifiers import SUBJECT, misplaced
from .parts.outputs import Container, File, OutputDates, Relation
from .parts.parties import PARTY, Contribution

__all__ = [
    "Output",
]

_NEVER_WHOLE: Final = (
    OutputKind.ARTICLE,
    OutputKind.CHAPTER,
    OutputKind.BLOG_POST,
    OutputKind.COMMENTARY,
    OutputKind.OP_ED,
    OutputKind.PRESENTATION,
    OutputKind.PRESS_RELEASE,
    OutputKind.SPEECH,
    OutputKind.WORKING_PAPER,
)
# Kinds of outputs that are never a whole journal or series, so an identifier of one is not theirs; deprecated terms too.
PIECES: Final = frozenset([term.value for term in OutputKind if (term.replaced_by or term.value) in _NEVER_WHOLE])


@frozen(kw_only=True, repr=False, eq=False)
class Output(_Common):
    """A report, article, dataset, declaration or other result of a programme or organization."""

    type: ClassVar[Literal["output"]] = "output"
    collection: ClassVar[str] = "outputs"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/CreativeWork",)
    constraints: ClassVar[tuple[Constraint, ...]] = (any_of("contributions", "anonymous"),)
    renamed: ClassVar[Mapping[str, str]] = {"series": "container"}

    titles: Annotated[Text, "The title in each language."] = field(converter=Takes[TextLike])
    kind: Annotated[str | None, Open(OutputKind), "The kind of output."] = None
    contributions: Annotated[tuple[Contribution, ...], Ordered(), "The contributors, in the printed order."] = field(
        default=(), converter=Takes[Iterable[Contribution | Fields]]
    )
    anonymous: Annotated[bool, "True if the output names no contributors."] = False
    status: Annotated[OutputStatus | None, "The status."] = field(default=None, converter=Takes[str | None])
    dates: Annotated[OutputDates | None, "The dates of the output, such as issued and updated."] = field(
        default=None, converter=Takes[OutputDates | Fields | None]
    )
    peer_review: Annotated[PeerReview, "Whether it was peer-reviewed, and by whom."] = field(
        default=PeerReview.UNKNOWN, converter=Takes[str]
    )
    program_ids: Annotated[tuple[str, ...], Ref("program"), Unique(), "The programmes that the record belongs to."] = (
        field(default=(), converter=Takes[Iterable[str]])
    )
    activity_id: Annotated[str | None, Ref("activity"), "The activity that produced the output."] = None
    released_at: Annotated[str | None, Ref("event"), "The event at which the output was released."] = None
    license: Annotated[str | None, LICENSE, "The licence: an SPDX id or a URL."] = None
    access: Annotated[Access | None, "The access rights."] = field(default=None, converter=Takes[str | None])
    embargo_until: Annotated[PartialDate | None, "The date on which access becomes open."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    languages: Annotated[LanguageTags, "The languages of the text, as BCP 47 tags."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    publisher: Annotated[Text | None, "The publisher, as printed."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    publisher_place: Annotated[Text | None, "The place of publication, as printed."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    container: Annotated[Container | None, "The journal, book or series that contains the output."] = field(
        default=None, converter=Takes[Container | Fields | None]
    )
    pages: Annotated[str | None, LABEL, "The number of pages, or the page range in a larger work, as printed."] = None
    edition: Annotated[str | None, LABEL, "The edition, as printed."] = None
    abstract: Annotated[Text | None, "A summary."] = field(default=None, converter=Takes[TextLike | None])
    topics: Annotated[Topics, "The topics."] = field(default=(), converter=Takes[Iterable[str]])
    addressee_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The addressees."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    responses: Annotated[tuple[Response, ...], "The responses of the addressees."] = field(
        default=(), converter=Takes[Iterable[Response | Fields]]
    )
    funding: Annotated[tuple[Funding, ...], "The funding."] = field(
        default=(), converter=Takes[Iterable[Funding | Fields]]
    )
    observations: Annotated[tuple[Observation, ...], "The numbers of downloads and citations."] = field(
        default=(), converter=Takes[Iterable[Observation | Fields]]
    )
    in_force: Annotated[Period | None, "The period in which an agreement, charter or standard is in force."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )
    files: Annotated[tuple[File, ...], "The files of the output."] = field(
        default=(), converter=Takes[Iterable[File | Fields]]
    )
    relations: Annotated[tuple[Relation, ...], "The relations to other outputs."] = field(
        default=(), converter=Takes[Iterable[Relation | Fields]]
    )

    @within("kind", "identifiers", codes=(SUBJECT,))
    def _pieces_have_no_identifier_of_the_whole(self) -> Iterator[Problem]:
        """An article, chapter or the like has no identifier of a journal or series."""
        return misplaced(self.identifiers, frozenset({"output"})) if self.kind in PIECES else iter(())

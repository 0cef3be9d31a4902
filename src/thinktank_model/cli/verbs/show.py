"""`show`: shows a dataset or one of its records to people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any, Final

import click
from attrs import fields

from ...dataset.collection import Dataset, assembled
from ...jsontext.limits import Limits
from ...jsontext.shown import json_text
from ...model.events import Event
from ...model.index import links
from ...model.parts.parties import Participation
from ...model.programs import Member
from ...model.union import Record
from ...problems.display import escape
from ...problems.pointers import pointer
from ...problems.problem import Severity
from ...problems.translations import Phrase, translation
from ...records.single import to_dict
from ...vocab import MemberRole, ParticipationRole
from ...vocab import label as term_label
from ..datasets import read_dataset
from ..languages import column, lang_option
from ..options import limited, paths
from ..output import OK, PROBLEMS, Paint, painter, say, write
from ..profile import dataset_class, scope

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model show programme.json",
    "thinktank-model show programme.json event:riverside-assembly-2024",
)


@click.command(short_help="Show a dataset or one of its records.")
@click.argument("file", shell_complete=paths)
@click.argument("id", required=False)
@lang_option
@limited
def command(file: str, id: str | None, lang: str, limits: Limits) -> int:
    """Show a dataset: the number of records of each type, its members and events. With ID show that record.

    ID is the id of a record, or a part of it that is in no other id.

    FILE is a dataset, JSON Lines or a record; - is standard input. Records with errors are left out, with exit code 1.
    """
    reading = read_dataset(file, "keep", limits)
    dataset = assembled(reading, dataset_class())
    page = _Page(dataset, painter(), lang)
    if id is None:
        write("\n".join(page.summary()) + "\n")
    else:
        write("\n".join(page.card(_named(dataset, id))) + "\n")
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    if errors:
        say(
            Phrase(
                "{path}: {count} {count:error|errors}; records with errors are not shown. thinktank-model validate {path} lists them",
                path=file,
                count=len(errors),
            )
        )
    return PROBLEMS if errors else OK


def _named(dataset: Dataset, text: str) -> Record:
    """Return the record with this id, or the only one whose id contains the text.

    Raises:
        BadParameter: no record or several records match.
    """
    found = dataset.get(text)
    if found is not None:
        return found
    near = [record for record in dataset if text in record.id]
    if len(near) == 1:
        return near[0]
    if near:
        listed = ", ".join([record.id for record in near[:SEVERAL]]) + ", ..." * (len(near) > SEVERAL)
        raise click.BadParameter(
            Phrase("{text} is part of several ids: {listed}", text=repr(text), listed=listed), param_hint="ID"
        )
    raise click.BadParameter(Phrase("no record has the id {text}", text=repr(text)), param_hint="ID")


SEVERAL: Final = 5  # the maximum number of ids in a message
HEADINGS: Final = (Phrase("When:"), Phrase("How:"), Phrase("Attendance:"), Phrase("Participants:"))


def _and_then(one: str, other: str) -> Phrase:
    return Phrase("{one}; {other}", one=one, other=other)


class _Page:
    """The lines that show a dataset or a record."""

    def __init__(self, dataset: Dataset, paint: Paint, lang: str) -> None:
        self.dataset = dataset
        self.paint = paint
        self.lang = lang
        self.translate = translation(lang)
        asked = () if lang == "en" else (lang,)  # without another wish, English is used
        self.languages = (*asked, dataset.language or "en", "en")

    def heading(self, name: str) -> str:
        """Return the label of a line about an event."""
        return column(name, HEADINGS, self.lang)

    def name(self, record: Record) -> str:
        """Return the name of a record."""
        if isinstance(record, Member):  # the words between the two names are in the reader's language
            party, program = self.named(record.party_id), self.named(record.program_id)
            return self.translate(Phrase("{party} in {program}", party=party, program=program))
        return escape(self.dataset.label(record, *self.languages))

    def named(self, id: str) -> str:
        """Return the name of the record with this id; the id itself if there is no such record."""
        record = self.dataset.get(id)
        return id if record is None else self.name(record)

    # --- A dataset ---

    def summary(self) -> Iterator[str]:
        dataset = self.dataset
        if dataset.title is not None:
            yield self.paint(escape(dataset.title.best(*self.languages)), "bold")
            yield ""
        yield self.translate(Phrase("{count} {count:record|records}", count=len(dataset)))
        for cls in scope().classes:
            if dataset.of(cls):
                count = len(dataset.of(cls))
                yield f"{count:7} {self.translate((cls.type if count == 1 else cls.collection).replace('_', ' '))}"
        for program, members in self.members().items():
            yield ""
            yield self.paint(self.translate(Phrase("Members of {program}", program=self.named(program))), "bold")
            yield from [f"    {self.member(one)}" for one in members]
        for event in dataset.of(Event).values():
            yield ""
            yield from self.event(event)

    def members(self) -> dict[str, list[Member]]:
        """Return the members of each programme."""
        found: dict[str, list[Member]] = {}
        for member in self.dataset.of(Member).values():
            found.setdefault(member.program_id, []).append(member)
        return found

    def member(self, one: Member) -> str:
        status = "" if one.status == "unknown" else f", {one.status.label(self.lang).lower()}"
        role = term_label(one.role, self.lang, of=MemberRole).replace("_", " ").lower()
        return self.translate(Phrase("{what}: {said}", what=self.named(one.party_id), said=f"{role}{status}"))

    def event(self, event: Event) -> Iterator[str]:
        yield f"{self.paint(self.name(event), 'bold')} ({event.id})"
        when = Phrase("{start} to {end}", start=str(event.start), end=str(event.end)) if event.end else str(event.start)
        places = [place.locality or place.name for place in event.places]
        where = "".join([f", {escape(text.best(*self.languages))}" for text in places if text is not None])
        yield f"    {self.heading('When:')} {self.translate(when)}{where}"
        mode, status = event.attendance_mode.label(self.lang), event.status.label(self.lang).lower()
        yield f"    {self.heading('How:')} {self.translate(_and_then(mode, status))}"
        if event.attendance is not None:
            named = {a.name: getattr(event.attendance, a.name) for a in fields(type(event.attendance))[1:]}
            counts = [
                Phrase("{what}: {said}", what=Phrase(name.replace("_", " ")), said=str(count))
                for name, count in named.items()
                if count is not None
            ]
            yield f"    {self.heading('Attendance:')} {self.translate(reduce(_and_then, counts))}"
        if event.participations:
            listed = event.participants_listed.label(self.lang).lower()
            yield f"    {self.heading('Participants:')} {len(event.participations)} ({listed})"
            yield from [f"        {self.participation(one)}" for one in event.participations]

    def participation(self, one: Participation) -> str:
        who = [self.named(one.party_id)] if one.party_id else []
        if one.unnamed is not None:
            count = f" ({self.translate(str(one.unnamed.count))})" if one.unnamed.count else ""
            who.append(f"{escape(one.unnamed.description.best(*self.languages))}{count}")
        mode = "" if one.mode == "unknown" else f", {one.mode.label(self.lang).lower()}"
        role = term_label(one.role, self.lang, of=ParticipationRole).replace("_", " ").lower()
        behalf = self.translate(Phrase(", for {party}", party=self.named(one.on_behalf_of))) if one.on_behalf_of else ""
        return self.translate(Phrase("{what}: {said}", what=", ".join(who), said=f"{role}{mode}{behalf}"))

    # --- A record ---

    def card(self, record: Record) -> Iterator[str]:
        yield self.paint(self.name(record), "bold")
        yield ""
        references = {link.pointer: link.target for link in links(record)}
        yield from self.value(to_dict(record), "", "", references)
        referrers = self.dataset.referrers(record.id)
        if referrers:
            yield ""
            yield self.translate("Referred to by:")
            for id, at in referrers:
                yield f"    {id} {escape(at)}  {self.paint(self.named(id), 'dim')}"

    def value(self, value: Any, indent: str, at: str, references: dict[str, str]) -> Iterator[str]:
        """Yield the lines of an object or a list; a reference is followed by the name of its record."""
        if isinstance(value, list):
            for index, item in enumerate(value):
                lines = self.entry("-", item, indent, f"{at}/{index}", references)
                if isinstance(item, dict):  # its first key is next to the bullet
                    next(lines)
                    yield f"{indent}- {next(lines).removeprefix(indent + '  ')}"
                yield from lines
        else:
            for key, item in value.items():
                mark = self.paint(escape(key) + ":", "cyan")
                yield from self.entry(mark, item, indent, at + pointer(key), references)

    def entry(self, mark: str, item: Any, indent: str, at: str, references: dict[str, str]) -> Iterator[str]:
        """Yield the lines of one entry of an object or list, the first of them after its bullet."""
        if isinstance(item, (dict, list)) and item:
            yield f"{indent}{mark}"
            yield from self.value(item, indent + "  ", at, references)
            return
        text = escape(item) if isinstance(item, str) else json_text(item)
        what = f"  {self.paint(self.named(item), 'dim')}" if at in references and item in self.dataset else ""
        yield f"{indent}{mark} {text}{what}"

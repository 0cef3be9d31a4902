"""Makes tables from plans: gives ids to rows, and resolves names of records and owners of lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from ..model.header import DatasetHeader
from ..model.ids import id_made
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.meant import closest
from ..shapes.annotations import shape_of
from ..tables.columns import is_key
from ..tables.table import OWNER, Cell, Table
from ..values.identifiers import Identifier
from ..values.ids import slug_of
from ..values.known_schemes import SCHEMES
from .addressed import without_words
from .again import Again, once
from .block import Block
from .called import report_names, report_people
from .cells import Cells
from .codes import MADE_IDS, OWNER_DELETED, VALUE_IS
from .grid import is_filled
from .human import NAMES
from .incomplete import complete
from .located import with_countries
from .mapping import NO_MAPPING
from .meaning import plain_text
from .name_rows import NAME
from .names import names_in, tag_of
from .naming import Naming, texts_under
from .parts import TITLED, Part, is_name, parts_of, scheme_of, text_in, texts_of
from .people import People, people_in, turned
from .placing import named_by_cells, of_cells, on_sheet
from .plan import Plan, Role, with_own_rows
from .posted import with_persons
from .programs import Programs
from .registry import Registry
from .remarks import Remarks
from .venues import Venues
from .words import is_nothing

__all__ = ["Assembler"]

LIKE: Final = 0.8  # how similar the name of a record must be for a row not to be one of a deleted record


class Assembler:
    """Makes tables from plans.

    Parameters:
        plans: the sheets.
        found: lists the problems.
        is_1904: whether the workbook uses the 1904 date system.
        is_lenient: whether a cell of a foreign workbook that is not understood goes into the notes of its record.
        values: for each column, the values that texts mean.
        scope: the records that there can be.

    Attributes:
        registry: the records of the workbook.
    """

    def __init__(
        self,
        plans: Sequence[Plan],
        found: Listing,
        *,
        is_1904: bool = False,
        is_lenient: bool = True,
        values: Mapping[Role, Mapping[str, str]] = NO_MAPPING.values,
        scope: Scope = CORE_SCOPE,
    ) -> None:
        self.registry: Registry = Registry(scope)
        self._remarks = Remarks(found, scope, is_lenient=is_lenient)
        self._cells = Cells(self._remarks, self.registry, is_1904=is_1904, values=values)
        self._venues = Venues(self._remarks, self._cells)
        self._again = Again(self._remarks, self.registry.directory)
        self._programs = Programs(self._remarks, self.registry)
        self._naming = Naming(self._remarks, self._again)
        self._plans = [self._prepared(plan) for plan in plans]
        self._ids: dict[tuple[int, str], list[str | None]] = {}  # of the rows of a part
        self._count: Counter[str] = Counter()  # ids that were made, by sheet
        self._made: list[Table] = []

    def _prepared(self, plan: Plan) -> Plan:
        """Return a plan each of whose rows is a record, with cells that say one thing."""
        plan = with_own_rows(once(self._remarks, plan))
        for prepare in (with_countries, without_words, with_persons):  # the first one may add a column
            plan = prepare(self._remarks, plan)
        return self._venues.with_cities(plan)

    def tables(self) -> list[Table]:
        """Return the tables."""
        parts = [part for plan in self._plans for part in parts_of(plan)]
        mains = [part for part in parts if "." not in part.table]
        for plan in self._plans:
            self._remarks.say_formulas(plan)
            self._remarks.say_nameless(plan)
        for part in sorted(mains, key=lambda part: part.table != part.plan.table):
            self._identify(part)
        self._programs.find(mains, self._plans, self._ids)
        for part in sorted(parts, key=lambda part: not part.table.endswith(f".{NAMES}")):
            if "." in part.plan.table:
                self._add_child(part)
            elif "." in part.table:
                self._add_beside(part)
        blocks = [(part, self._main_block(part)) for part in sorted(mains, key=_rank)]
        for part, block in blocks:
            self._add_main(part, block)
        self._add_fresh()
        self._remarks.found.add([MADE_IDS(name, count=count) for name, count in self._count.items() if count])
        made, self._made = self._made, []
        return made

    # --- records ---

    def _identify(self, part: Part) -> None:
        """Give each row an id, and add its names to the directory."""
        number = part.column("id")
        ids = [None] * len(part.plan.rows) if number is None else [text_in(cell) for cell in part.cells(number)]
        self._ids[part.key] = ids
        if part.table == DatasetHeader.type:
            return
        self.registry.taken.update([known for known in ids if known is not None])
        naming = part.naming
        titling = [number for number, key in part.columns if key.partition("@")[0] in TITLED]
        if part.plan.is_ours and None not in ids:
            for column in [*[number for number, _ in naming], *titling]:
                self.registry.directory.add_later(_named(part, column, ids))
            return
        made = 0
        for place in range(len(part.plan.rows)) if naming or titling else ():
            texts = texts_of(part, place, naming, titling)
            if ids[place] is None and texts:
                ids[place] = self._again.known(part, place, texts)
                if ids[place] is None:
                    ids[place] = self.registry.new_id(part.table, _latin_first(texts))
                    made += 1
            known = ids[place]
            if known is not None:
                for text in texts:
                    self.registry.directory.add(known, text)
        self._count[part.plan.grid.name] += made

    def _main_block(self, part: Part) -> Block:
        """Return the values of the records of a sheet. Those of a row about a record of another row go to that row."""
        block = self._cells.columns_of(part)
        self._venues.put_modes(part, block)
        if part.table == DatasetHeader.type:
            return block
        ids = self._ids[part.key]
        if "id" not in block.names:
            block.add("id", None, [])
        block.cells[block.names.index("id")] = ids
        if part.table == "member" and not part.plan.is_ours:
            self._bring_together(part, block)
        program = self._programs.of(part)
        if program is not None:
            column, value = program
            block.add(column, None, [value] * block.count)
        if not part.plan.is_ours:
            report_names(self._remarks, part)
        self._remarks.put_notes(part, block)
        self._add_unnamed(part, block, ids)
        again = self._again.places(part)
        self._again.describe(part, block, again)
        for place in sorted(again):
            self._again.bring_in(part, block, place)
        return block

    def _add_main(self, part: Part, block: Block) -> None:
        """Add the table of records of a sheet, and that of their names."""
        again = self._again.places(part)
        kept = sorted(set(range(block.count)).difference(again))
        self._add(part, block.only(kept) if again else block, kept)
        if part.table != DatasetHeader.type:
            self._made.extend(self._naming.tables(part, self._ids[part.key]))

    def _bring_together(self, part: Part, block: Block) -> None:
        """Make a membership from each row that describes an organization."""
        organizations = self._ids.get(part.beside("organization"))
        if organizations is not None and "party_id" not in block.names:
            naming = [number for number, role in part.plan.columns.items() if is_name(role.key)]
            block.add("party_id", naming[0] if naming else None, list(organizations))

    def _add_unnamed(self, part: Part, block: Block, ids: list[str | None]) -> None:
        """Give an id to rows without id and name: for memberships from their party and programme."""
        made = 0
        ends = [cells for name in ("program_id", "party_id") if (cells := block.of(name)) is not None]
        for place, known in enumerate(ids):
            if known is None and block.has_values(place):
                parties = [str(cells[place]).partition(":")[2] for cells in ends if cells[place]]
                ids[place] = self.registry.new_id(part.table, *(parties or ["row", str(part.plan.rows[place] + 1)]))
                made += 1
        self._count[part.plan.grid.name] += made

    def _add_fresh(self) -> None:
        """Add the tables of records that only have a name."""
        for type, records in self.registry.fresh.items():
            self._made.append(named_by_cells(Table(type, ("id",), [[record.id] for record in records]), records))
            named = [(record, text, about) for record in records for text, about in names_in(record.name)]
            rows = [[record.id, text, about.get("lang"), about.get("kind")] for record, text, about in named]
            table = Table(f"{type}.{NAMES}", (OWNER, NAME, "lang", "kind"), rows)
            self._made.append(named_by_cells(table, [record for record, *_ in named]))

    def _add(self, part: Part, block: Block, places: Sequence[int]) -> None:
        """Add a table with the sheet positions of its cells."""
        self._made.append(on_sheet(part, block.table(part.table), places, block.numbers, self._remarks.scope))

    # --- lists ---

    def _add_child(self, part: Part) -> None:
        """Add the table of a list, whose rows refer to their record."""
        block = self._cells.columns_of(part)
        tag = part.table.partition(".")[0]
        for at, name in enumerate(block.names):
            if name == OWNER:
                block.cells[at] = self._owners(tag, block.cells[at])
            elif is_key(name):
                block.cells[at] = _each(_position, block.cells[at])
        gone = self._deleted(tag, block.of(OWNER) or ()) if part.plan.is_ours else {}
        kept: Sequence[int] = range(block.count)
        if gone:
            names = ", ".join(dict.fromkeys(gone.values()))
            problem = OWNER_DELETED(part.plan.grid.name, names=names, count=len(gone))
            self._remarks.say(problem, part, min(gone), None)
            kept = [place for place in kept if place not in gone]
            if part.table.endswith(f".{NAMES}"):
                self.registry.gone.update(
                    [str(text) for place, text in enumerate(block.of(NAME) or ()) if place in gone]
                )
            block = block.only(kept)
        if part.table.endswith(f".{NAMES}"):
            self._keep_names(part, block)
        self._add(part, block, kept)

    def _deleted(self, tag: str, owners: Sequence[Any]) -> dict[int, str]:
        """Return the rows of a list whose record is not on its sheet any more, with what they call it.

        A name that is like another one, or of which an id was made, may be wrong or old: that is an error.
        """
        there = {id for (_, table), ids in self._ids.items() if table == tag for id in ids if id is not None}
        found: dict[Any, bool] = {}
        for owner in dict.fromkeys(owners):
            text = str(owner or "")
            found[owner] = owner not in there and bool(slug_of(text))
            if found[owner] and there and not text.startswith(f"{tag}:") and text not in self.registry.gone:
                made = id_made(tag, [text], (tag,))
                found[owner] = made not in there and closest(text, self.registry.directory.names([tag]), LIKE) is None
        return {place: str(owner) for place, owner in enumerate(owners) if found.get(owner)}

    def _owners(self, tag: str, texts: Sequence[Any]) -> list[Any]:
        """Return the ids of owners in place of their names."""

        def owner(text: Any) -> Any:
            if text is None or str(text).startswith(f"{tag}:"):
                return text
            found = self.registry.directory.exact(str(text), [tag]) or self.registry.directory.alike(str(text), [tag])
            return found[0] if len(found) == 1 else text

        return _each(owner, texts)

    def _keep_names(self, part: Part, block: Block) -> None:
        """Store the rows of a sheet of names, and add them to the directory."""
        if OWNER not in block.names or NAME not in block.names:
            return
        self.registry.directory.add_later(self._naming.rows.add(part, block))

    def _add_beside(self, part: Part) -> None:
        """Add the table of a list with one item in each row of a foreign sheet, or one for each name in a cell."""
        tag, _, name = part.table.partition(".")
        ids = self._ids.get(part.beside(tag), [])
        if name == "contributions":
            self._add_contributions(part, ids)
        elif name == "identifiers":
            self._add_identifiers(part, ids)
        else:
            block = self._cells.columns_of(part)
            filled = filter(block.has_values, range(block.count))
            kept = complete(
                self._remarks, part, block, [place for place in filled if self._again.is_new(part, block, place, ids)]
            )
            countries = block.of("country")
            block = block.only(kept)
            for place in kept:  # a row without a name is one fault, not one more for each of its lists
                ids[place] = ids[place] or self.registry.new_id(tag, "row", str(part.plan.rows[place] + 1))
            if name == "places":
                block.add("kind", None, ["physical"] * block.count)
            block.add(OWNER, None, [ids[place] for place in kept])
            self._add(part, block, kept)
            self._add_more(part, ids, countries)

    def _add_more(self, part: Part, ids: Sequence[str | None], countries: Sequence[Any] | None) -> None:
        """Add the items of lists that are in a cell after its first one; places are in the country of their row."""
        for (key, name), more in self._cells.more.items():
            if key == part.key:
                kept = [one for one in more if self._again.is_new_item(part.table, ids[one[0]], [(name, one[2])])]
                made: dict[str, list[Any]] = {OWNER: [ids[one[0]] for one in kept], name: [text for *_, text in kept]}
                made.update({"kind": ["physical"] * len(kept)} if part.table.endswith(".places") else {})
                made.update({"country": [countries[one[0]] for one in kept]} if countries else {})
                self._made.append(
                    of_cells(part, part.table, tuple(made), list(made.values()), [one[:2] for one in kept])
                )

    def _add_identifiers(self, part: Part, ids: Sequence[str | None]) -> None:
        """Add the identifiers of records, each in the column of its scheme."""
        found: list[tuple[str | None, str, str]] = []
        at: list[tuple[int, int]] = []
        is_leaving = self._remarks.is_lenient and not part.plan.is_ours
        for number, scheme in part.columns:
            nothing: dict[str, list[int]] = {}
            for place, cell in enumerate(part.cells(number)):
                if isinstance(cell, str) and is_nothing(cell):
                    nothing.setdefault(cell, []).append(place)
                elif is_filled(cell):
                    text = plain_text(cell).strip()
                    own = scheme_of(text, scheme, part.plan.heads.get(number, "")) if is_leaving else scheme
                    if own is None:
                        self._remarks.leave(part, shape_of(Identifier), number, place, cell)
                        continue
                    if own != scheme:
                        self._remarks.say(
                            VALUE_IS(text, what=f"{SCHEMES[own].label} {text}", count=1), part, place, number
                        )
                    found.append((ids[place], own, text))
                    at.append((place, number))
            self._remarks.say_nothing(part, number, nothing)
        cells = list(zip(*found, strict=True)) or [(), (), ()]
        self._made.append(of_cells(part, part.table, (OWNER, "scheme", "value"), cells, at))

    def _add_contributions(self, part: Part, ids: Sequence[str | None]) -> None:
        """Add the authors of outputs: as records if they are known, else as printed names."""
        named: list[tuple[str | None, str | None, str, str]] = []
        at: list[tuple[int, int]] = []
        targets = ["person", "organization"]
        for number, _ in part.columns:
            said: dict[People, list[int]] = {}
            nothing: dict[str, list[int]] = {}
            langs = self._cells.langs(part, "name@")
            for place, cell in enumerate(part.cells(number)):
                text = plain_text(cell).strip() if is_filled(cell) else ""
                if is_nothing(text):
                    nothing.setdefault(text, []).append(place)
                elif text:
                    people = people_in(text, lambda name: bool(self.registry.directory.exact(name, targets)))
                    said.setdefault(people, []).append(place)
                    for name in people.names:
                        found = self.registry.directory.exact(name, targets) or self.registry.directory.exact(
                            turned(name), targets
                        )
                        party = found[0] if len(found) == 1 else None
                        named.append((ids[place], party, name, tag_of(name, langs[place])))
                        at.append((place, number))
            report_people(self._remarks, part, number, said)
            self._remarks.say_nothing(part, number, nothing)
        tags = list(dict.fromkeys([tag for *_, tag in named]))
        cells: list[Sequence[Any]] = [
            [owner for owner, *_ in named],
            [party for _, party, *_ in named],
            *[[name if party is None and tag == own else None for _, party, name, tag in named] for own in tags],
            ["author"] * len(named),
        ]
        columns = (OWNER, "party_id", *[f"name@{tag}" for tag in tags], "role")
        self._made.append(of_cells(part, part.table, columns, cells, at))


def _rank(part: Part) -> tuple[bool, bool]:
    """Return the sort key of a main table: the rows that describe a record before those that only name it, memberships last."""
    return part.table == part.plan.table == "member", part.table != part.plan.table


def _named(part: Part, number: int, ids: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    """Yield the ids of rows with the texts of a column."""
    for id, text in zip(ids, texts_under(part, number), strict=True):
        if id is not None and text is not None:
            yield id, text


def _latin_first(texts: Sequence[str]) -> str:
    """Return the text that makes a readable id."""
    return next((text for text in texts if str(text)[:1].isascii()), texts[0])


def _each(function: Callable[[Any], Any], cells: Sequence[Any]) -> list[Any]:
    """Return what a function gives for each text of a column, each of which it is asked for once."""
    known = {cell: function(cell) for cell in dict.fromkeys(cells)}
    return [known[cell] for cell in cells]


def _position(cell: Cell) -> Cell:
    """Return a position counted from 0, as in tables."""
    if isinstance(cell, str) and cell.isascii() and cell.isdecimal() and len(cell) < 10:
        return int(cell) - 1
    return cell

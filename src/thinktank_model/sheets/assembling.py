"""Makes tables from plans: gives ids to rows, and resolves names of records and owners of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..tables.columns import is_key
from ..tables.table import OWNER, Cell, Table
from .cells import Cells
from .codes import MADE_IDS, MADE_PROGRAM, NAME_CHANGED, SKIPPED_VALUE
from .grid import is_filled
from .headings import ACRONYM, labels
from .human import NAMES, said, shown_name
from .mapping import NO_MAPPING
from .meaning import plain_text
from .names import names_in, tag_of
from .parts import ABOUT, TITLED, Part, is_name, named_in, parts_of, people_in, text_in, texts_of
from .placing import of_cells, on_sheet
from .plan import Plan, Role

__all__ = ["Assembler"]


class Assembler(Cells):
    """Makes tables from plans.

    Parameters:
        plans: the sheets.
        found: lists the problems.
        is_1904: whether the workbook uses the 1904 date system.
        is_lenient: as for `Cells`.
        values: as for `Cells`.
        scope: as for `Cells`.
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
        super().__init__(found, is_1904=is_1904, is_lenient=is_lenient, values=values, scope=scope)
        self.plans = plans
        self.ids: dict[tuple[int, str], list[str | None]] = {}  # of the rows of a part
        self.again: set[tuple[tuple[int, str], int]] = set()  # rows of records that another row already describes
        self.program: dict[int, str] = {}  # the programme of memberships that have none
        self.names: dict[str, list[dict[str, Any]]] = {}  # of a record, as its rows on the sheet of names say
        self.made: list[Table] = []

    def tables(self) -> list[Table]:
        """Return the tables."""
        parts = [part for plan in self.plans for part in parts_of(plan)]
        mains = [part for part in parts if "." not in part.table]
        for plan in self.plans:
            self.report_formulas(plan)
        for part in sorted(mains, key=lambda part: part.table != part.plan.table):
            self.identify(part)
        self.find_programs(mains)
        for part in sorted(parts, key=lambda part: not part.table.endswith(f".{NAMES}")):
            if "." in part.plan.table:
                self.add_child(part)
            elif "." in part.table:
                self.add_beside(part)
        for part in sorted(
            mains, key=lambda part: part.table == part.plan.table
        ):  # the parties before their memberships
            self.add_main(part)
        self.add_fresh()
        made, self.made = self.made, []
        return made

    # --- records ---

    def identify(self, part: Part) -> None:
        """Give each row an id, and add its names to the directory."""
        number = part.column("id")
        ids = [None] * len(part.plan.rows) if number is None else [text_in(cell) for cell in part.cells(number)]
        self.ids[part.key] = ids
        if part.table == DatasetHeader.type:
            return
        self.taken.update([known for known in ids if known is not None])
        naming = part.naming
        titling = [number for number, key in part.columns if key.partition("@")[0] in TITLED]
        if part.plan.is_ours and None not in ids:
            for column in [*[number for number, _ in naming], *titling]:
                self.directory.add_later(_named(part, column, ids))
            return
        made = 0
        for place in range(len(part.plan.rows)) if naming or titling else ():
            texts = texts_of(part, place, naming, titling)
            if ids[place] is None and texts:
                ids[place] = self.known(part, place, texts)
                if ids[place] is None:
                    ids[place] = self.new_id(part.table, _latin_first(texts))
                    made += 1
            known = ids[place]
            if known is not None:
                for text in texts:
                    self.directory.add(known, text)
        if made:
            self.found.add([MADE_IDS(part.plan.grid.name, count=made)])

    def known(self, part: Part, place: int, texts: Sequence[str]) -> str | None:
        """Return the id of the record with these names that another sheet or row already describes."""
        for text in texts if part.table != part.plan.table else ():
            found = self.directory.exact(text, [part.table])
            if len(found) == 1:
                self.again.add((part.key, place))
                return found[0]
        return None

    def find_programs(self, mains: Iterable[Part]) -> None:
        """Set the programme of memberships without one: the only programme of the workbook, or a new one."""
        there = [known for part in mains if part.table == "program" for known in self.ids[part.key] if known]
        for part in mains:
            if part.table != "member" or part.plan.is_ours or part.column("program_id") is not None:
                continue
            if len(there) != 1:
                title = next((text for text in part.plan.titles if len(text.strip()) > 3), part.plan.grid.name)
                there = [self.new("program", title.strip() or labels()["program_id"](part.plan.lang))]
                self.say(MADE_PROGRAM(there[0]), part, 0, None)
            self.program[id(part.plan.grid)] = there[0]

    def add_main(self, part: Part) -> None:
        """Add the table of records of a sheet, and that of their names."""
        columns, numbers, rows = self.columns_of(part)
        if part.table == DatasetHeader.type:
            self.add(part, columns, rows, range(len(rows)), numbers)
            return
        ids = self.ids[part.key]
        if "id" not in columns:
            columns, numbers, rows = ["id", *columns], [None, *numbers], [[None, *row] for row in rows]
        at = columns.index("id")
        for row, known in zip(rows, ids, strict=True):
            row[at] = known
        if part.table == "member" and not part.plan.is_ours:
            self.bring_together(part, columns, numbers, rows)
        self.add_notes(part, columns, numbers, rows)
        self.add_unnamed(part, columns, rows, ids)
        again = sorted([place for key, place in self.again if key == part.key])
        for place in again:
            self.report_again(part, columns, numbers, place, rows[place])
        kept = sorted(set(range(len(rows))).difference(again))
        self.add(part, columns, [rows[place] for place in kept], kept, numbers)
        self.add_names(part, ids)

    def bring_together(self, part: Part, columns: list[str], numbers: list[int | None], rows: list[list[Any]]) -> None:
        """Make a membership from each row that describes an organization."""
        organizations = self.ids.get(part.beside("organization"))
        if organizations is not None and "party_id" not in columns:
            naming = [number for number, role in part.plan.columns.items() if is_name(role.key)]
            _add_column(columns, numbers, rows, "party_id", naming[0] if naming else None, organizations)
        program = self.program.get(id(part.plan.grid))
        if program is not None:
            _add_column(columns, numbers, rows, "program_id", None, [program] * len(rows))

    def add_notes(self, part: Part, columns: list[str], numbers: list[int | None], rows: list[list[Any]]) -> None:
        """Put cells that were not understood into the notes of the records."""
        left = self.left.get(part.key)
        if left is None:
            return
        name = f"notes@{part.plan.lang}"
        if name not in columns:
            _add_column(columns, numbers, rows, name, None, [None] * len(rows))
        at = columns.index(name)
        for place, texts in left.items():
            rows[place][at] = "\n".join([*([rows[place][at]] if rows[place][at] else []), *texts])

    def add_unnamed(self, part: Part, columns: list[str], rows: list[list[Any]], ids: list[str | None]) -> None:
        """Give an id to rows without id and name: for memberships from their party and programme."""
        made = 0
        at = columns.index("id")
        for place, row in enumerate(rows):
            if row[at] is None and any([cell is not None for cell in row]):
                named = dict(zip(columns, row, strict=True))
                ends = [named.get(name) for name in ("program_id", "party_id")]
                words = [str(end).partition(":")[2] for end in ends if end] or ["row", str(part.plan.rows[place] + 1)]
                row[at] = ids[place] = self.new_id(part.table, *words)
                made += 1
        if made:
            self.found.add([MADE_IDS(part.plan.grid.name, count=made)])

    def report_again(
        self, part: Part, columns: Sequence[str], numbers: Sequence[int | None], place: int, row: Sequence[Any]
    ) -> None:
        """Report the cells of a row about a record that another row describes."""
        for name, number, cell in zip(columns, numbers, row, strict=True):
            if cell is not None and number is not None and name != "id":
                raw = plain_text(part.cells(number)[place])
                self.say(SKIPPED_VALUE(raw, kept=str(row[columns.index("id")])), part, place, number)

    def add_fresh(self) -> None:
        """Add the tables of records that only have a name."""
        for type, records in self.fresh.items():
            self.made.append(Table(type, ("id",), [[made] for made, _ in records]))
            rows = [
                [made, text, about.get("lang"), about.get("kind")]
                for made, name in records
                for text, about in names_in(name)
            ]
            self.made.append(Table(f"{type}.{NAMES}", (OWNER, "value", "lang", "kind"), rows))

    def add(
        self,
        part: Part,
        columns: Sequence[str],
        rows: list[list[Any]],
        places: Sequence[int],
        numbers: Sequence[int | None],
    ) -> None:
        """Add a table with the sheet positions of its cells."""
        self.made.append(on_sheet(part, Table(part.table, tuple(columns), rows), places, numbers, self.scope))

    # --- names ---

    def add_names(self, part: Part, ids: Sequence[str | None]) -> None:
        """Add the names on a main sheet that the sheet of names does not have."""
        kept: list[list[Any]] = []
        at: list[tuple[int, int]] = []
        naming = part.naming
        places: Iterable[int] = range(len(part.plan.rows)) if naming else ()
        if part.plan.is_ours:
            self.add_plain_names(part, ids)
            places = [place for place in places if ids[place] in self.names]
        for place in places:
            if ids[place] is None or (part.key, place) in self.again:
                continue
            rows = self.names.get(str(ids[place]), [])
            for number, key, text, about in named_in(part, place, naming):
                if any([name.get("value") == text and _fits(name, about) for name in rows]):
                    continue
                old = shown_name(rows, key)
                if old is not None:
                    changed = next(name for name in rows if name.get("value") == old and _fits(name, about))
                    self.say(NAME_CHANGED(text, old=str(old), other=changed["cell"]), part, place, number)
                    changed["row"][changed["value_at"]] = text
                else:
                    kept.append([ids[place], text, *[about.get(name) for name in ABOUT]])
                    at.append((place, number))
        if kept:
            self.add_cells(part, f"{part.table}.{NAMES}", (OWNER, "value", *ABOUT), kept, at)

    def add_plain_names(self, part: Part, ids: Sequence[str | None]) -> None:
        """Add the names on a main sheet of ours of the records that are not on the sheet of names, a table for each column."""
        for number, key in part.naming:
            about = said(key)
            texts = _texts(part, number)
            places = [
                place
                for place, (id, text) in enumerate(zip(ids, texts, strict=True))
                if text is not None and id is not None and id not in self.names
            ]
            rows = [[ids[place], texts[place], *about.values()] for place in places]
            self.add_cells(
                part, f"{part.table}.{NAMES}", (OWNER, "value", *about), rows, [(place, number) for place in places]
            )

    def add_cells(
        self, part: Part, name: str, columns: tuple[str, ...], rows: list[list[Any]], at: list[tuple[int, int]]
    ) -> None:
        """Add a table whose rows each come from a single cell of a sheet."""
        self.made.append(of_cells(part, Table(name, columns, rows), at))

    # --- lists ---

    def add_child(self, part: Part) -> None:
        """Add the table of a list, whose rows refer to their record."""
        columns, numbers, rows = self.columns_of(part)
        tag = part.table.partition(".")[0]
        for place, name in enumerate(columns):
            if name == OWNER:
                self.find_owners(tag, place, rows)
            elif is_key(name):
                for row in rows:
                    row[place] = _position(row[place])
        if part.table.endswith(f".{NAMES}"):
            self.keep_names(part, columns, numbers, rows)
        self.add(part, columns, rows, range(len(rows)), numbers)

    def find_owners(self, tag: str, place: int, rows: Iterable[list[Any]]) -> None:
        """Replace the names of records by ids."""
        for row in rows:
            text = row[place]
            if text is not None and not str(text).startswith(f"{tag}:"):
                found = self.directory.exact(str(text), [tag]) or self.directory.alike(str(text), [tag])
                if len(found) == 1:
                    row[place] = found[0]

    def keep_names(
        self, part: Part, columns: Sequence[str], numbers: Sequence[int | None], rows: Sequence[list[Any]]
    ) -> None:
        """Store the rows of a sheet of names, and add them to the directory."""
        if OWNER not in columns or "value" not in columns:
            return
        value_at = columns.index("value")
        for place, row in enumerate(rows):
            name = {key: cell for key, cell in zip(columns, row, strict=True) if cell is not None}
            owner, value = str(name.pop(OWNER, "")), name.get("value")
            cell = part.plan.grid.address(part.plan.rows[place], numbers[value_at])
            self.names.setdefault(owner, []).append(name | {"row": row, "value_at": value_at, "cell": cell})
            if owner and value is not None:
                self.directory.add(owner, str(value))

    def add_beside(self, part: Part) -> None:
        """Add the table of a list with one item in each row of a foreign sheet, or one for each name in a cell."""
        tag, _, name = part.table.partition(".")
        ids = self.ids.get(part.beside(tag), [])
        if name == "contributions":
            self.add_contributions(part, ids)
        elif name == "identifiers":
            rows, at = [], []
            for number, scheme in part.columns:
                for place, cell in enumerate(part.cells(number)):
                    if is_filled(cell):
                        rows.append([ids[place], scheme, plain_text(cell).strip()])
                        at.append((place, number))
            self.add_cells(part, part.table, (OWNER, "scheme", "value"), rows, at)
        else:
            columns, numbers, rows = self.columns_of(part)
            kept = [n for n, row in enumerate(rows) if any([cell is not None for cell in row])]
            kept = [n for n in kept if (part.beside(tag), n) not in self.again]
            rows = [rows[n] for n in kept]
            for n in kept:  # a row without a name is one fault, not one more for each of its lists
                ids[n] = ids[n] or self.new_id(tag, "row", str(part.plan.rows[n] + 1))
            if name == "places":
                _add_column(columns, numbers, rows, "kind", None, ["physical"] * len(rows))
            _add_column(columns, numbers, rows, OWNER, None, [ids[n] for n in kept])
            self.add(part, columns, rows, kept, numbers)

    def add_contributions(self, part: Part, ids: Sequence[str | None]) -> None:
        """Add the authors of outputs: as records if they are known, else as printed names."""
        named: list[tuple[str | None, str | None, str, str]] = []
        at: list[tuple[int, int]] = []
        for number, _ in part.columns:
            for place, cell in enumerate(part.cells(number)):
                for name in people_in(plain_text(cell)) if is_filled(cell) else ():
                    found = self.directory.exact(name, ["person", "organization"])
                    party = found[0] if len(found) == 1 else None
                    named.append((ids[place], party, name, tag_of(name, part.plan.lang)))
                    at.append((place, number))
        tags = list(dict.fromkeys([tag for *_, tag in named]))
        rows = [
            [owner, party, *[name if party is None and tag == own else None for own in tags], "author"]
            for owner, party, name, tag in named
        ]
        self.add_cells(part, part.table, (OWNER, "party_id", *[f"name@{tag}" for tag in tags], "role"), rows, at)


def _add_column(
    columns: list[str],
    numbers: list[int | None],
    rows: Sequence[list[Any]],
    name: str,
    number: int | None,
    values: Sequence[Any],
) -> None:
    columns.append(name)
    numbers.append(number)
    for row, value in zip(rows, values, strict=True):
        row.append(value)


def _texts(part: Part, number: int) -> list[str | None]:
    """Return the texts of a column; None where there is none."""
    texts = [cell if type(cell) is str else text_in(cell) for cell in part.cells(number)]
    return [text if text and not text.isspace() else None for text in texts]


def _named(part: Part, number: int, ids: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    """Yield the ids of rows with the texts of a column."""
    for id, text in zip(ids, _texts(part, number), strict=True):
        if id is not None and text is not None:
            yield id, text


def _fits(name: dict[str, Any], about: dict[str, str]) -> bool:
    if "kind" in about:
        return bool(name.get("kind") == about["kind"])
    return name.get("lang", "") == about.get("lang", "") and name.get("kind") != ACRONYM


def _latin_first(texts: Sequence[str]) -> str:
    """Return the text that makes a readable id."""
    return next((text for text in texts if str(text)[:1].isascii()), texts[0])


def _position(cell: Cell) -> Cell:
    """Return a position counted from 0, as in tables."""
    if isinstance(cell, str) and cell.isascii() and cell.isdecimal() and len(cell) < 10:
        return int(cell) - 1
    return cell

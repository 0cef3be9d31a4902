"""Rules across records as SQL over columns, for more records than fit into memory, in the SQL dialect of each engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple, get_args

from ..model.parties import Organization
from ..model.programs import Activity, CooperationProgram, Member, WorkPlan
from ..model.union import RECORD
from ..problems.meant import did_you_mean
from ..rules.members import OUTSIDE, OVERLAPPING, SAME_REFERENCES, SAME_VALUES
from ..rules.plans import ACTIVITY_OUTSIDE_PROGRAM, OUTSIDE_PARENT, OUTSIDE_PROGRAM
from ..rules.references import (
    ABOUT_ITSELF,
    DANGLING,
    DUPLICATE_ID,
    MERGED,
    OF_ANOTHER_RULE,
    SELF,
    SHARED,
    UNIT_SCHEMES,
    Identified,
)
from ..shapes.annotations import shape_of
from ..shapes.tree import ListOf, ObjectOf, Shape
from ..values.identifiers import SCHEMES, Identifier
from ..values.ids import Reference
from ..vocab import IdentifierRelation, IdentifierStatus

__all__ = ["cross_checks"]


class Dialect(NamedTuple):
    """The parts of SQL that engines write differently.

    Attributes:
        each: evaluates an expression for each item of a list and its position.
        place: the position of an item, from 0.
        items: a list.
        link: a pair of a pointer and the value there.
        rows: turns each item of a list into a row.
        position: the position of a row in its table.
    """

    each: str
    place: str
    items: str
    link: str
    rows: str
    position: str


DIALECTS: Final = {
    "duckdb": Dialect(
        each="list_transform({items}, lambda {item}, {number}: {value})",
        place="({number} - 1)",
        items="[{items}]",
        link="struct_pack(pointer := {pointer}, target := {target})",
        rows="unnest({items})",
        position="row_number() over ()",
    ),
    "spark": Dialect(
        each="transform({items}, ({item}, {number}) -> {value})",
        place="{number}",
        items="array({items})",
        link="named_struct('pointer', {pointer}, 'target', {target})",
        rows="explode({items})",
        position="monotonically_increasing_id()",
    ),
}

NEVER, EVER = "date '9999-12-31'", "date '0001-01-01'"
WITHIN: Final = {
    OUTSIDE.name: (Member.type, "program_id"),
    OUTSIDE_PARENT.name: (CooperationProgram.type, "parent_id"),
    OUTSIDE_PROGRAM.name: (WorkPlan.type, "program_id"),
    ACTIVITY_OUTSIDE_PROGRAM.name: (Activity.type, "program_id"),
}
"""Of a code the class of records whose period has a day in common with that of a programme, and the field that refers to it."""


@cache
def cross_checks(engine: str) -> Mapping[str, str]:
    """Return rules across records as SQL: the code of each to its query over a table or view `records`.

    The table has the columns of `arrow_schema(Record)` with their bounds, like the Parquet files of `export`. A query
    gives a row for each problem: `record_id`, `pointer`, the `value` found, and the `other` record concerned, if
    there is one. These are the problems that `Dataset.check` reports with the same code. If two records have the same
    id or identifier, the problem is reported for the later one in the order in which the engine reads the table.
    Additions of profiles are ignored.

    Parameters:
        engine: `"duckdb"` or `"spark"`.

    Raises:
        ValueError: there is no such engine.

    >>> list(cross_checks("duckdb"))[:2]
    ['reference.dangling', 'reference.self']
    """
    if engine not in DIALECTS:
        raise ValueError(f"no engine {engine!r}; expected one of {', '.join(DIALECTS)}{did_you_mean(engine, DIALECTS)}")
    writer = _Writer(DIALECTS[engine])
    links = writer.links()
    return MappingProxyType(
        {
            DANGLING.name: f"{links} left join known on name = target where now_id is null",
            SELF.name: f"{links} join known on name = target where now_id = record_id and pointer not like '{ABOUT_ITSELF}%'",
            MERGED.name: f"{links} join known on name = target where now_id <> target and now_id <> record_id",
            DUPLICATE_ID.name: writer.duplicate_ids(),
            SHARED.name: writer.shared(),
            **{code: writer.outside(kind, field) for code, (kind, field) in WITHIN.items()},
            OVERLAPPING.name: writer.overlapping(),
        }
    )


def _listed(texts: Iterable[str]) -> str:
    return ", ".join([f"'{text}'" for text in texts])


def _or_default(cls: type, name: str, value: str) -> str:
    """Return a value, or the meaning of a missing value."""
    return f"coalesce({value}, '{shape_of(cls).fields[name].default or ''}')"


def _sure(date: str, end: str) -> str:
    """Return a bound of a date; null if the date is missing or has a qualifier, because nothing is certain about it then."""
    return f"case when right({date}'], 1) not in ('?', '~', '%') then {date}_{end}'] end"


def _before(one: str, other: str) -> str:
    """Return the SQL condition that a date is certainly before another one."""
    return f"{_sure(one, 'latest')} < {_sure(other, 'earliest')}"


class _Writer:
    """Writes the queries for one engine."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    # --- lists ---

    def each(self, items: str, depth: int, value: str) -> str:
        """Return a list derived from another one. The expression for an item calls it `x0`, and an item of a nested list `x1`."""
        return self.dialect.each.format(items=items, item=f"x{depth}", number=f"i{depth}", value=value)

    def link(self, pointer: str, target: str) -> str:
        return self.dialect.link.format(pointer=pointer, target=target)

    def place(self, depth: int) -> str:
        return self.dialect.place.format(number=f"i{depth}")

    def entries(self, name: str) -> str:
        """Return SQL that gives a row for each item of a list: a pair of the pointer to the item and the item."""
        return self.dialect.rows.format(items=self.each(name, 0, self.link(f"'/{name}/' || {self.place(0)}", "x0")))

    # --- what all queries begin with ---

    def known(self, *columns: str) -> str:
        """Return three tables: `numbered` has the records with some columns, `firsts` the first record of each id, and `known` each current or merged id with the current one."""
        listed = ", ".join(dict.fromkeys(["id", "type", "merged_ids", *columns]))
        return f"""with numbered as (select {self.dialect.position} as position, {listed} from records),
firsts as (
  select * from (select *, row_number() over (partition by id order by position) as nth from numbered) as counted where nth = 1
),
olds as (select position, id, {self.entries("merged_ids")} as old from numbered),
owners as (
  select id, old['target'] as name, row_number() over (partition by old['target'] order by position) as nth from olds
),
known as (
  select id as name, id as now_id from firsts
  union all
  select name, id as now_id from owners where nth = 1 and name not in (select id from firsts)
)"""

    # --- references ---

    def links(self) -> str:
        """Return the beginning of a query over all references: the table `links`."""
        fields = {
            name: field.shape for shape in shape_of(RECORD).options.values() for name, field in shape.fields.items()
        }
        found = {name: walk for name, shape in fields.items() if (walk := self.walk(shape, name, f"'/{name}'", 0))}
        return f"""{self.known(*found)},
spread as (select id as record_id, {self.dialect.rows.format(items=self.together(found.values()))} as link from numbered),
links as (select record_id, link['pointer'] as pointer, link['target'] as target from spread where link['target'] is not null)
select record_id, pointer, target as value, now_id as other from links"""

    def walk(self, shape: Shape, value: str, pointer: str, depth: int) -> str | None:
        """Return the list of references in a value; None if the value can have none."""
        match shape:
            case Reference():
                return self.dialect.items.format(items=self.link(pointer, value))
            case ListOf():
                inner = self.walk(shape.item, f"x{depth}", f"{pointer} || '/' || {self.place(depth)}", depth + 1)
                return inner and f"flatten({self.each(value, depth, inner)})"
            case ObjectOf():
                parts = [
                    self.walk(field.shape, f"{value}['{name}']", f"{pointer} || '/{name}'", depth)
                    for name, field in shape.fields.items()
                ]
                return self.together(filter(None, parts)) if any(parts) else None
        return None

    def together(self, lists: Iterable[str]) -> str:
        """Return the concatenation of lists; nulls are skipped."""
        none = self.dialect.items.format(items="")
        return f"flatten({self.dialect.items.format(items=', '.join([f'coalesce({one}, {none})' for one in lists]))})"

    # --- ids and identifiers ---

    def duplicate_ids(self) -> str:
        """Return the query for ids that occur twice, merged ids included."""
        return f"""{self.known()},
names as (
  select position, id, '/id' as pointer, id as name, 0 as is_old from numbered
  union all
  select position, id, old['pointer'] as pointer, old['target'] as name, 1 as is_old from olds
),
claimed as (
  select *, row_number() over (partition by name order by position, is_old) as nth,
    first_value(id) over (partition by name order by position, is_old) as owner from names
)
select id as record_id, pointer, name as value, owner as other from claimed where nth > 1"""

    def shared(self) -> str:
        """Return the query for identifiers that several records share."""
        kinds = [cls.type for cls in get_args(Identified)]
        subjects = [f"{kind} {scheme.name}" for scheme in SCHEMES.values() for kind in kinds if kind in scheme.subjects]
        others = [" ".join(pair) for pair in sorted(OF_ANOTHER_RULE)]
        return f"""{self.known("identifiers", "parents")},
spread as (select position, id, type, {self.entries("identifiers")} as one from firsts where type in ({_listed(kinds)})),
entries as (
  select position, id, type, one['pointer'] as pointer, one['target']['scheme'] as scheme, one['target']['value'] as value
  from spread
  where {_or_default(Identifier, "status", "one['target']['status']")} = '{IdentifierStatus.CONFIRMED}'
    and {_or_default(Identifier, "relation", "one['target']['relation']")} = '{IdentifierRelation.SELF}'
),
claimed as (
  select *, first_value(id) over (partition by type, scheme, value order by position) as owner from entries
  where type || ' ' || scheme not in ({_listed(others)})
    and (scheme not in ({_listed(SCHEMES)}) or type || ' ' || scheme in ({_listed(subjects)}))
),
above as (select id, {self.entries("parents")} as one from firsts where type = '{Organization.type}'),
units as (select id, now_id from above join known on name = one['target']['organization_id'])
select id as record_id, pointer, value, owner as other from claimed
where owner <> id and not (
  scheme in ({_listed(UNIT_SCHEMES)})
  and id || ' ' || owner in (select id || ' ' || now_id from units union all select now_id || ' ' || id from units)
)"""

    # --- periods ---

    def outside(self, kind: str, field: str) -> str:
        """Return the query for records of a class outside the period of the programme that a field refers to."""
        own, whole = "m.period['{}", "p.period['{}"
        apart = " or ".join(
            [_before(own.format("end"), whole.format("start")), _before(whole.format("end"), own.format("start"))]
        )
        return f"""{self.known(field, "period")}
select m.id as record_id, '/period' as pointer,
  coalesce(m.period['start'], '..') || '/' || coalesce(m.period['end'], '..') as value, p.id as other
from firsts as m join known on name = m.{field} join firsts as p on p.id = now_id
where m.type = '{kind}' and p.type = '{CooperationProgram.type}' and ({apart})"""

    def overlapping(self) -> str:
        """Return the query for duplicate memberships; it compares only the pairs that the rule compares."""
        start, end = "period['start", "period['end"
        references = {name: f"k{number}" for number, name in enumerate(SAME_REFERENCES)}
        joined = [f"left join known as {known} on {known}.name = m.{name}" for name, known in references.items()]
        key = [f"coalesce({known}.now_id, m.{name}, '')" for name, known in references.items()]
        key += [_or_default(Member, name, f"m.{name}") for name in SAME_VALUES]
        return f"""{self.known(*SAME_REFERENCES, *SAME_VALUES, "status", "period")},
membership as (
  select m.position, m.id, party_id, {_or_default(Member, "status", "status")} as status, period, {" || ' ' || ".join(key)} as same
  from firsts as m {" ".join(joined)}
  where m.type = '{Member.type}'
),
dated as (
  select *, coalesce({_sure(start, "earliest")}, {EVER}) as start_first, coalesce({_sure(start, "latest")}, {NEVER}) as start_last,
    case when {end}'] is null then {NEVER} else coalesce({_sure(end, "earliest")}, {EVER}) end as end_first,
    coalesce({_sure(end, "latest")}, {NEVER}) as end_last
  from membership where period is not null
),
ranked as (
  select *, greatest(start_first, end_first) as surely_to,
    row_number() over (partition by same order by least(start_last, end_last), position) as place
  from dated
),
running as (
  select *, max(cast(surely_to as string) || lpad(cast(1000000000 - place as string), 10, '0')) over (
    partition by same order by place rows between unbounded preceding and 1 preceding) as longest
  from ranked
),
pairs as (
  select case when a.position > b.position then a.position else b.position end as later,
    case when a.position > b.position then b.id else a.id end as other
  from running as a join ranked as b on a.same = b.same and b.place = 1000000000 - cast(right(a.longest, 10) as bigint)
  where least(a.start_last, a.end_last) <= b.surely_to and least(b.start_last, b.end_last) <= a.surely_to
  union all
  select position as later, owner as other from (
    select position, row_number() over (partition by same, {start}'], {end}'] order by position) as nth,
      first_value(id) over (partition by same, {start}'], {end}'] order by position) as owner from dated
  ) as alike where nth > 1
  union all
  select position as later, owner as other from (
    select position, row_number() over (partition by same, status order by position) as nth,
      first_value(id) over (partition by same, status order by position) as owner from membership where period is null
  ) as undated where nth > 1
)
select id as record_id, case when period is null then '/party_id' else '/period' end as pointer, party_id as value, min(other) as other
from membership join pairs on position = later group by id, pointer, party_id"""

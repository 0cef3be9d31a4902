"""Articles with the perfect answers of a model, and scripted models that make typical mistakes in these answers."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import thinktank_model as tm
from thinktank_model.extract import Accepted, accept
from thinktank_model.extract.asked import DATE, NAME, Answer
from thinktank_model.extract.cues import said_by
from thinktank_model.problems.pointers import pointer_tokens
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.tree import ListOf, Number, ObjectOf, Scalar, Shape
from thinktank_model.vocab import Term, Vocabulary

GOLD: Final = Path(__file__).parent / "gold"
SEED: Final = Path(__file__).parents[3] / "shared" / "seed"


class Article(NamedTuple):
    """An article with its records and the perfect answer."""

    name: str
    text: str
    lang: str
    published: str
    answer: dict[str, Any]

    def accept(self, answer: str | Mapping[str, Any]) -> Accepted:
        return accept(self.text, answer, lang=self.lang, published=self.published)

    def gold(self) -> tm.Dataset:
        own = GOLD / f"{self.name}.thinktank.json"
        return tm.Dataset.read(own) if own.exists() else tm.example(self.name)


def article(name: str, lang: str, published: str) -> Article | None:
    """Return an article; None for the one that is not shipped with its dataset, where it is not beside the clone."""
    path = SEED / "article-fr.txt" if name == "wic-2024" else GOLD / f"{name}.txt"
    if name == "wic-2024" and not path.exists():
        return None
    answer = json.loads((GOLD / f"{name}.answer.json").read_text(encoding="utf-8"))
    return Article(name, path.read_text(encoding="utf-8"), lang, published, answer)


ARTICLES: Final = [
    found
    for found in (
        article("tidal-2026", "en", "2026-03-14"),
        article("terraces-2026", "zh-Hans", "2026-04-18"),
        article("wic-2024", "fr", "2024-12-20"),
    )
    if found is not None
]


# --- Places in an answer ---


class Place(NamedTuple):
    """A scalar in an answer, or a list of them.

    Attributes:
        pointer: the way to it.
        key: the key that it is under.
        shape: its shape.
        owner: the shape of the object that it is in.
        required: whether that object says nothing without it.
    """

    pointer: str
    key: str
    shape: Shape
    owner: ObjectOf
    required: bool


def places(value: Any, shape: Shape, at: str = "") -> Iterator[Place]:
    """Yield every scalar of an answer, and every list of scalars."""
    if isinstance(shape, ListOf):
        for number, item in enumerate(value):
            yield from places(item, shape.item, f"{at}/{number}")
    elif isinstance(shape, ObjectOf):
        for name, field in shape.fields.items():
            part, there = value.get(name), f"{at}/{name}"
            if part is None or part == []:
                continue
            if isinstance(field.shape, (Scalar, Number)) or (
                isinstance(field.shape, ListOf) and isinstance(field.shape.item, Scalar)
            ):
                yield Place(there, name, field.shape, shape, field.required)
            else:
                yield from places(part, field.shape, there)


def places_of(answer: dict[str, Any]) -> list[Place]:
    return list(places(answer, shape_of(Answer)))


def at(value: Any, pointer: str) -> Any:
    """Return the value at a pointer, as far as there is one."""
    for token in pointer_tokens(pointer):
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


def put(value: Any, pointer: str, new: object) -> None:
    *way, last = pointer_tokens(pointer)
    for token in way:
        value = value[int(token)] if isinstance(value, list) else value[token]
    if isinstance(value, list):
        value[int(last)] = new
    else:
        value[last] = new


def parent(pointer: str) -> str:
    return pointer.rpartition("/")[0]


# --- The sloppy model ---

PROSE: Final = (
    "{}",
    "Here is the JSON you asked for:\n\n```json\n{}\n```\nLet me know if {{anything}} is unclear.",
    "```\n{}\n```",
    "Sure! {}",
    "The braces {{ and }} are balanced.\n{}",
)
OTHER_WORDS: Final = {
    "held": "took place",
    "mixed": "hybrid",
    "postponed": "delayed",
    "unanimous": "unanimously",
    "more_than": "over",
    "about": "approximately",
    "forum": "gala",
    "symposium": "colloquy-like gathering",
    "joint_research": "research together",
    "research_institute": "Institute",
    "foundation": "a fund",
    "speaker": "speaking guest",
    "discussant": "debater",
    "member": "belongs",
}
"""Terms as a model writes them if it ignores the list: some can be understood, some cannot."""


class Sloppy:
    """A model that knows the correct values but writes them carelessly, and corrects most of what it is asked to correct."""

    def __init__(self, article: Article, seed: int, mends: float = 0.9) -> None:
        self.truth = article.answer
        self.article = article
        self.random = random.Random(seed)
        self.mends = mends
        self.answer = copy.deepcopy(article.answer)
        everywhere = places_of(self.answer)
        for place in self.random.sample(everywhere, min(len(everywhere), self.random.randint(3, 12))):
            self._spoil(place)

    def _spoil(self, place: Place) -> None:
        true = at(self.truth, place.pointer)
        slip: Any = true
        if isinstance(place.shape, Term):
            term = next(term for term in place.shape.vocabulary if term.value == true)
            slip = self.random.choice(
                [term.label("en"), term.label(self.article.lang), OTHER_WORDS.get(true, true.upper())]
            )
        elif place.shape is DATE:
            slip = self._printed(true)
        elif isinstance(place.shape, Number):
            slip = self.random.choice([str(true), float(true), self._counted(place, true)])
        elif isinstance(place.shape, ListOf):
            slip = true[0] if len(true) == 1 else ", ".join(true)
        elif place.key == "quote":
            slip = " ".join(true.split()).replace(" ", "\n") if self.random.random() < 0.5 else f"« {true} »"
        put(self.answer, place.pointer, slip)

    def _printed(self, date: str) -> str:
        """Return a date in a form that the schema does not ask for."""
        months = "January February March April May June July August September October November December".split()
        french = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
        year, month, *day = date.split("-")
        name = {"en": months, "fr": french}.get(self.article.lang, [f"{number}月" for number in range(1, 13)])[
            int(month) - 1
        ]
        if self.article.lang == "zh-Hans":
            return f"{year}年{int(month)}月" + "".join([f"{int(one)}日" for one in day])
        return (
            " ".join([*[str(int(one)) for one in day], name, self.random.choice([year, ""])]).strip()
            if day
            else f"{name} {year}"
        )

    def _counted(self, place: Place, value: int) -> str:
        """Return a number with the words before it, as in the article."""
        quote = at(self.truth, parent(place.pointer))["quote"]
        found = re.search(rf"(?:\w+ \w+ )?{value}(?:余名)?", quote)
        return str(value) if found is None else found[0]

    def __call__(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        if messages[-1]["role"] == "user" and len(messages) > 2:
            for told in re.findall(r"^- (/\S*): ", messages[-1]["content"], re.MULTILINE):
                if self.random.random() < self.mends:
                    self._mend(told)
        text = json.dumps(self.answer, ensure_ascii=False, indent=self.random.choice([None, 1]))
        return self.random.choice(PROSE).format(text)

    def _mend(self, pointer: str) -> None:
        """Restore the correct value at the nearest place around a pointer that is in both answers."""
        while pointer:
            try:
                true = at(self.truth, pointer)
                put(self.answer, pointer, copy.deepcopy(true))
                return
            except (KeyError, IndexError, TypeError, ValueError):
                pointer = parent(pointer)


# --- The lying model ---


class Lie(NamedTuple):
    """One invented claim in an otherwise correct answer.

    Attributes:
        kind: what is invented: name, date, number, qualifier, quote, term, membership, role, parent.
        answer: the answer with it.
        pointer: where it is.
        invented: what is invented.
        honest: the same answer without the entry that lies.
    """

    kind: str
    answer: dict[str, Any]
    pointer: str
    invented: str
    honest: dict[str, Any]


INVENTED: Final = {"en": "Zorbland", "fr": "Zorbland", "zh-Hans": "佐布"}


class Liar:
    """A model that returns answers with one invention each."""

    def __init__(self, article: Article, seed: int) -> None:
        self.article = article
        self.random = random.Random(seed)
        self.word = INVENTED[article.lang]

    def lie(self, kind: str) -> Lie:
        answer = copy.deepcopy(self.article.answer)
        make: Callable[[dict[str, Any]], tuple[str, str]] = getattr(self, f"_{kind}")
        pointer, invented = make(answer)
        return Lie(kind, answer, pointer, invented, without(self.article.answer, answer, pointer))

    def _pick(self, answer: dict[str, Any], fits: Callable[[Place], bool]) -> Place:
        return self.random.choice([place for place in places_of(answer) if fits(place)])

    def _changed(self, text: str) -> str:
        """Return a text in which one word was changed, removed or added."""
        words = text.split(" ")
        number = self.random.randrange(len(words))
        if self.article.lang == "zh-Hans":
            cut = self.random.randrange(1, len(text)) if len(text) > 1 else 0
            return text[:cut] + self.word + text[cut + self.random.choice([0, 1]) :]
        words[number : number + 1] = self.random.choice([[self.word], [words[number], self.word]])
        return " ".join(words)

    def _name(self, answer: dict[str, Any]) -> tuple[str, str]:
        place = self._pick(
            answer, lambda place: place.shape is NAME or (isinstance(place.shape, ListOf) and place.shape.item is NAME)
        )
        pointer = place.pointer
        if isinstance(place.shape, ListOf):
            pointer += f"/{self.random.randrange(len(at(answer, pointer)))}"
        invented = self._changed(at(answer, pointer))
        put(answer, pointer, invented)
        return pointer, invented

    def _date(self, answer: dict[str, Any]) -> tuple[str, str]:
        place = self._pick(answer, lambda place: place.shape is DATE)
        true = at(answer, place.pointer)
        parts = [int(part) for part in true.split("-")]
        while True:
            other = list(parts)
            number = self.random.randrange(len(parts))
            other[number] += self.random.choice([-2, -1, 1, 2, 3])
            invented = "-".join([f"{part:0{2 if index else 4}}" for index, part in enumerate(other)])
            if invented != true and 1 <= other[1] <= 12 and all([1 <= day <= 28 for day in other[2:]]):
                put(answer, place.pointer, invented)
                return place.pointer, invented

    def _number(self, answer: dict[str, Any]) -> tuple[str, str]:
        place = self._pick(answer, lambda place: isinstance(place.shape, Number) and place.key == "value")
        invented = at(answer, place.pointer) + self.random.choice([-1, 1, 5, 10, 100, 1000])
        put(answer, place.pointer, invented)
        return place.pointer, str(invented)

    def _qualifier(self, answer: dict[str, Any]) -> tuple[str, str]:
        place = self._pick(answer, lambda place: place.key == "qualifier")
        others = {"exact", "more_than", "at_least", "about", "at_most", "less_than"} - {at(answer, place.pointer)}
        invented = self.random.choice(sorted(others))
        put(answer, place.pointer, invented)
        return place.pointer, invented

    def _quote(self, answer: dict[str, Any]) -> tuple[str, str]:
        place = self._pick(answer, lambda place: place.key == "quote")
        invented = self._changed(at(answer, place.pointer))
        put(answer, place.pointer, invented)
        return place.pointer, invented

    def _term(self, answer: dict[str, Any]) -> tuple[str, str]:
        place = self._pick(answer, lambda place: place.key == "term")
        assert isinstance(place.shape, Term)
        vocabulary: type[Vocabulary] = place.shape.vocabulary
        quote = at(answer, parent(place.pointer))["quote"]
        said = said_by(vocabulary, self.article.lang, quote)
        others = [
            term.value for term in vocabulary if term.value not in {*said, "unknown"} and term.replaced_by is None
        ]
        invented = self.random.choice(others)
        put(answer, place.pointer, invented)
        return place.pointer, invented

    def _membership(self, answer: dict[str, Any]) -> tuple[str, str]:
        """Make a body that only took part a member, with a quote that contains its name."""
        program = answer["programs"][0]
        members = {name for membership in program["members"] for name in membership["names"]}
        body = self.random.choice(
            [body for body in answer["organizations"] if not {n["value"] for n in body["names"]} & members]
        )
        name = body["names"][0]["value"]
        program["members"] = [
            *program["members"],
            {"quote": body["names"][0]["quote"], "names": [name], "role": "member"},
        ]
        return f"/programs/0/members/{len(program['members']) - 1}", name

    def _role(self, answer: dict[str, Any]) -> tuple[str, str]:
        place = self._pick(answer, lambda place: place.key == "role")
        invented = self.random.choice(["organizer", "sponsor", "chair", "guiding_body", "winner", "founding_member"])
        put(answer, place.pointer, invented)
        return place.pointer, invented

    def _parent(self, answer: dict[str, Any]) -> tuple[str, str]:
        """Give a body a wrong parent, with a quote that contains the name of that parent."""
        one, other = self.random.sample(answer["organizations"], 2)
        name = other["names"][0]
        one["parents"] = [*one["parents"], {"quote": name["quote"], "name": name["value"], "relation": "part_of"}]
        number = answer["organizations"].index(one)
        return f"/organizations/{number}/parents/{len(one['parents']) - 1}", name["value"]


REFUSED: Final = ("name", "date", "number", "qualifier", "quote", "term")
MARKED: Final = ("membership", "role", "parent")


def without(truth: dict[str, Any], answer: dict[str, Any], pointer: str) -> dict[str, Any]:
    """Return an answer without the smallest optional entry around a pointer."""
    honest = copy.deepcopy(answer)
    *_, last = pointer_tokens(pointer)
    if last == "quote" and len(pointer_tokens(pointer)) == 3 and not pointer.startswith("/recommendations/"):
        put(honest, pointer, at(truth, pointer))  # the record is kept, with a quote of one of its parts
        return honest
    if last in ("unnamed", "on_behalf_of", "country"):
        put(honest, pointer, None)
        return honest
    way = pointer_tokens(pointer)
    if not last.isdigit():
        way = way[:-1]  # the object that the value is in
    while True:
        owner = at(honest, "".join([f"/{token}" for token in way[:-1]]))
        if isinstance(owner, list):
            del owner[int(way[-1])]
            if owner or way[-2] not in ("names", "titles"):
                return honest
            way = way[:-2]
        else:
            owner[way[-1]] = None
            return honest

"""Write the reference pages: the model from its shapes, the vocabularies from their terms, the codes from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, get_args

import thinktank_model as tm
from thinktank_model import vocab
from thinktank_model.formats.linked.iris import PREFIXES
from thinktank_model.formats.linked.plan import Kind, classes_of, objects, properties
from thinktank_model.model.union import RECORD
from thinktank_model.problems.explanations import in_plural
from thinktank_model.problems.translations import LANGUAGES, Phrase, translation
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.frozenjson import thaw
from thinktank_model.shapes.tree import Anything, Boolean, Field, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.values.ids import Reference
from thinktank_model.vocab import Term

RECORDS: tuple[Any, ...] = get_args(RECORD)


def write(folder: Path) -> None:
    """Write every page into a folder; an unchanged page is not written, so that a build need not read it again."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "model": model(),
        "values": values(),
        "vocabularies": vocabularies(),
        "json-schema": unsaid(),
        "linked-data": linked(),
    }
    pages |= {"codes" if lang == "en" else f"codes.{lang}": codes(lang) for lang in LANGUAGES}
    for name, lines in pages.items():
        path, text = folder / f"{name}.md", "\n".join(lines) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def prose(text: str) -> str:
    """Return a text escaped for Markdown: `<type>` outside code would be read as HTML and vanish."""
    parts = text.split("`")
    return "`".join([part if number % 2 else part.replace("<", "\\<") for number, part in enumerate(parts)])


def cell(text: str) -> str:
    """Return a text escaped for a table cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def words(shape: Shape) -> str:
    """Return a description of the values of a shape, with links."""
    match shape:
        case Reference():
            return "reference to " + " or ".join([f"[{target}](model.md#{anchor(target)})" for target in shape.targets])
        case Term():
            kind = "open" if shape.open else "closed"
            return f"[{shape.vocabulary.__name__}](vocabularies.md#{shape.vocabulary.__name__.lower()}) ({kind})"
        case Scalar():
            return shape.name
        case Number(integer=True):
            return "integer" + limits(shape)
        case Number():
            return "number" + limits(shape)
        case Boolean():
            return "true or false"
        case Anything():
            return "any JSON"
        case ListOf():
            least = f", at least {shape.at_least}" if shape.at_least else ""
            return f"list of {words(shape.item)}{least}{', each once' if shape.unique else ''}"
        case MapOf():
            return f"map of {shape.key.name} to {words(shape.value)}"
        case ObjectOf():
            return f"[{shape.cls.__name__}](values.md#{shape.cls.__name__.lower()})"
        case OneOf():
            return "record"


def limits(shape: Number) -> str:
    if shape.least is None:
        return ""
    return f", {shape.least} to {shape.most}" if shape.most is not None else f", {shape.least} or more"


def anchor(tag: str) -> str:
    return next(cls.__name__.lower() for cls in RECORDS if cls.type == tag)


def default(field: Field) -> str:
    if field.required:
        return "**required**"
    value = field.default
    if value is None or value == () or (not isinstance(value, (str, bool, int)) and not thaw(value)):
        return ""
    return f"`{value.value if isinstance(value, Enum) else value}`".replace("False", "false")


def section(shape: ObjectOf) -> Iterator[str]:
    yield f"## {shape.cls.__name__}"
    yield ""
    if shape.tag is not None:
        yield f"`type`: `{shape.tag}`"
        yield ""
    yield prose(shape.description)
    yield ""
    yield "| key | takes | default | meaning |"
    yield "| --- | --- | --- | --- |"
    for name, field in shape.fields.items():
        yield f"| `{name}` | {cell(words(field.shape))} | {default(field)} | {cell(prose(field.description))} |"
    yield ""
    rules = [check.description for check in shape.checks if check.description]
    if rules:
        yield "Rules over several keys:"
        yield ""
        yield from [f"- {prose(rule)}" for rule in rules]
        yield ""
    anchors = getattr(shape.cls, "anchors", ())
    if anchors:
        yield "The same notion elsewhere: " + ", ".join([f"<{iri}>" for iri in anchors])
        yield ""


def model() -> Iterator[str]:
    yield "# The model"
    yield ""
    yield "Every record class, field by field, in the order in which JSON is written. Generated from the classes."
    yield ""
    for cls in RECORDS:
        yield from section(shape_of(cls))
    yield from section(shape_of(tm.Dataset))


def linked() -> Iterator[str]:
    yield "# Linked data: the mapping"
    yield ""
    yield "The class and the property of each field in [JSON-LD, Turtle and N-Quads](../../howto/linked-data.md). Generated from the classes."
    yield ""
    yield "| prefix | stands for |"
    yield "| --- | --- |"
    yield from [f"| `{name}` | <{iri}> |" for name, iri in sorted(PREFIXES.items())]
    yield ""
    for cls in objects():
        yield f"## {cls.__name__}"
        yield ""
        yield "Classes: " + ", ".join(
            [f"`{iri}`" if ":" in iri and "//" not in iri else f"<{iri}>" for iri in classes_of(cls)]
        )
        yield ""
        yield "| key | property | holds |"
        yield "| --- | --- | --- |"
        for name, one in properties(cls).items():
            iri = "each key is a property" if one.kind is Kind.EXTENSIONS else f"`{one.iri}`"
            yield f"| `{name}` | {iri} | {one.kind.value}{', in order' if one.ordered else ''} |"
        yield ""


def parts(shape: Shape, found: dict[str, ObjectOf]) -> dict[str, ObjectOf]:
    """Return every class in the fields of a shape, by name."""
    match shape:
        case ListOf():
            parts(shape.item, found)
        case ObjectOf():
            if shape.tag is None:
                found.setdefault(shape.cls.__name__, shape)
            for field in shape.fields.values():
                parts(field.shape, found)
    return found


def values() -> Iterator[str]:
    yield "# Value types"
    yield ""
    yield "The classes that records are made of. `PartialDate` and `Text` are described at the end. Generated from the classes."
    yield ""
    found: dict[str, ObjectOf] = {}
    for cls in RECORDS:
        parts(shape_of(cls), found)
    for _, shape in sorted(found.items()):
        yield from section(shape)
    for name in ("PartialDate", "Text", "JsonMap"):
        yield f"## {name}"
        yield ""
        yield from [
            "```{eval-rst}",
            f".. autoclass:: thinktank_model.{name}",
            "   :members:",
            "   :noindex:",
            "```",
            "",
        ]


def vocabularies() -> Iterator[str]:
    yield "# Vocabularies"
    yield ""
    yield "A closed vocabulary takes its own terms only; an open one takes others beside them, best with a namespace"
    yield "(`myproject:term`). Generated from the classes."
    yield ""
    classes = [
        v
        for v in vars(vocab).values()
        if isinstance(v, type) and issubclass(v, tm.Vocabulary) and v is not tm.Vocabulary
    ]
    for cls in sorted(classes, key=lambda cls: cls.__name__):
        yield f"## {cls.__name__}"
        yield ""
        yield " ".join((cls.__doc__ or "").split())
        yield ""
        yield "| term | English | français | 中文 | the same notion elsewhere |"
        yield "| --- | --- | --- | --- | --- |"
        for term in cls:
            labels = [cell(term.label(lang)) for lang in ("en", "fr", "zh")]
            old = f" (deprecated: write `{term.replaced_by}`)" if term.replaced_by else ""
            yield f"| `{term.value}`{old} | {' | '.join(labels)} | {f'<{term.iri}>' if term.iri else ''} |"
        yield ""


class Introduction(NamedTuple):
    """The introduction of the page of problem codes."""

    title: str
    text: str
    fixes: str
    about_fixes: str
    columns: tuple[str, str]


INTRODUCTIONS = {
    "en": Introduction(
        "Problem codes",
        "A code is never renamed. An error makes a record invalid; a warning deserves a look; an info is a remark. "
        "The same as `thinktank-model explain`, generated from the same catalogue.",
        "Codes with a safe fix",
        "What `thinktank-model validate --fix` writes instead. Problems of all other codes need a person, and so does one of "
        "these where the condition is not met.",
        ("code", "written instead"),
    ),
    "fr": Introduction(
        "Codes des problèmes",
        "Un code n’est jamais renommé. Une erreur rend un enregistrement non valide\u00a0; un avertissement mérite un coup d’œil. "
        "C’est ce que dit `thinktank-model explain --lang fr`, tiré du même catalogue.",
        "Codes à correction sûre",
        "Ce que `thinktank-model validate --fix` écrit à la place. Tous les autres codes demandent une personne, de même que "
        "ceux-ci quand la condition n’est pas remplie.",
        ("code", "écrit à la place"),
    ),
    "zh": Introduction(
        "问题代码",
        "代码永不更名。错误使记录无效；警告值得一看；提示仅供参考。"
        "与 `thinktank-model explain --lang zh` 的内容相同，由同一目录生成。",
        "可以安全修正的代码",
        "`thinktank-model validate --fix` 改写成的内容。其他代码的问题需要人来处理；这些代码在不满足条件时也是如此。",
        ("代码", "改写为"),
    ),
}


def codes(lang: str) -> Iterator[str]:
    """Yield the page of the catalogue in one language."""
    translate, words = translation(lang), INTRODUCTIONS[lang]
    yield f"# {words.title}"
    yield ""
    yield words.text
    yield ""
    yield f"## {words.fixes}"
    yield ""
    yield words.about_fixes
    yield ""
    yield f"| {' | '.join(words.columns)} |"
    yield "|---|---|"
    for name, code in tm.catalogue(lang).items():
        if code.mends:
            yield f"| [{name}](#{name.replace('.', '')}) | {cell(prose(code.mends))} |"
    yield ""
    family = ""
    for name, code in tm.catalogue(lang).items():
        if name.partition(".")[0] != family:
            family = name.partition(".")[0]
            yield f"## {family}"
            yield ""
        yield f"### {name}"
        yield ""
        yield f"*{translate(code.severity.value)}*: {prose(in_plural(code.message))}"
        yield ""
        yield prose(code.why)
        yield ""
        if code.mends:
            yield prose(translate(Phrase("--fix writes {mends}.", mends=code.mends))).replace("--fix", "`--fix`")
            yield ""
        for title, text in ((translate("Wrong:"), code.bad), (translate("Right:"), code.good)):
            if text:
                yield from [title, "", "```text", text, "```", ""]


def unsaid() -> Iterator[str]:
    yield "# What JSON Schema cannot say"
    yield ""
    yield "Where the JSON Schema takes a value that the library refuses, or has a warning for, the rule stands in `x-also`."
    yield "Generated from the schema; [how to use it](../../howto/json-schema.md)."
    yield ""
    schema = tm.json_schema()
    for name, part in {"The text": schema, **schema["$defs"]}.items():
        found = dict.fromkeys(entries(part))
        if found:
            yield from [f"## {name}", "", *found, ""]


def entries(schema: Any, field: str = "") -> Iterator[str]:
    """Yield the annotations of a schema and its parts, without those in `$defs`, as a list."""
    if isinstance(schema, dict):
        for entry in schema.get("x-also", ()):
            codes = ", ".join([f"`{code}`" for code in entry["codes"]])
            yield f"- {f'`{field}`: ' if field else ''}{prose(entry['rule'])} ({codes})"
        for word, part in schema.items():
            if word == "properties":
                for name, inner in part.items():
                    yield from entries(inner, name)
            elif word != "$defs":
                yield from entries(part, field)
    elif isinstance(schema, list):
        for part in schema:
            yield from entries(part, field)

"""Texts for people: each is translated into every language, and every translation is used."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import re
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest

import thinktank_model as tm
from thinktank_model.contract.llm import pair_of, root_of
from thinktank_model.extract.asked import Answer
from thinktank_model.jsontext.parsing import parse
from thinktank_model.model.union import RECORD
from thinktank_model.problems.display import display
from thinktank_model.problems.problem import CODES, Problem
from thinktank_model.problems.translations import LANGUAGES, Phrase, both, either, one_of, translation
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.explain import meaning
from thinktank_model.shapes.forms import form_of
from thinktank_model.shapes.tree import ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.values.counts import UNIT_WORDS
from thinktank_model.values.identifiers import SCHEMES
from thinktank_model.vocab import CountQualifier, CountUnit
from tools.sample import help_texts

from . import generate
from .rules.build import complete, problems_of
from .rules.test_rules import CASES
from .test_jsontext import BROKEN

PACKAGE = Path(__file__).parent.parent / "src" / "thinktank_model"
OTHERS = [lang for lang in LANGUAGES if lang != "en"]
TEXTS: dict[str, dict[str, str]] = {
    lang: json.loads((PACKAGE / "data" / f"phrases.{lang}.json").read_text(encoding="utf-8")) for lang in OTHERS
}

# --- What is said ---


def has_words(text: str) -> bool:
    """Return whether a text has words to translate, outside quotation marks, code and parameters."""
    bare = re.sub(r"\{\w+:[^}|]*\|([^}]*)\}", r"\1", text)
    bare = re.sub(r'"[^"]*"|`[^`]*`|\{[^}]*\}|\b(?:true|false|null|(?:Latin|Windows)-[0-9]+)\b', "", bare)
    return re.search(r"[a-z]{2}|\ba\b", bare) is not None or text == "true or false"


def is_report(name: str) -> bool:
    """Return whether a function of this name makes a problem, so that its `help` is a message; that of an option is not."""
    return name == "_report" or name.strip("_").isupper()


def written(tree: ast.AST) -> Iterator[str]:
    """Yield the texts in code: those of phrases, those named `template`, `expected` or `advice`, and the help of problems."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Phrase" | "translate") | ast.Attribute(attr="translate"), args=[said, *_]):
                yield from constants(said)
            case ast.keyword(arg="expected", value=said):
                yield from constants(said)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), keywords=given) if is_report(name):
                for one in given:
                    yield from constants(one.value) if one.arg == "help" else ()
            case ast.Assign(targets=[ast.Name(id="template" | "expected" | "advice")], value=said):
                yield from constants(said)


def constants(node: ast.expr) -> Iterator[str]:
    """Yield the literal texts that an expression can evaluate to."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from [*constants(node.body), *constants(node.orelse)]


def named(shape: Shape, seen: set[type]) -> Iterator[str]:
    """Yield the names of a shape and its parts, and the descriptions of required fields."""
    match shape:
        case Scalar():
            yield Phrase(shape.name).template
        case ListOf():
            yield from named(shape.item, seen)
        case MapOf():
            yield from [*named(shape.key, seen), *named(shape.value, seen)]
        case OneOf():
            for option in shape.options.values():
                yield from named(option, seen)
        case ObjectOf() if shape.cls not in seen:
            seen.add(shape.cls)
            for field in shape.fields.values():
                yield from named(field.shape, seen)
                if field.required:
                    yield meaning(field)


@cache
def texts_in(path: Path) -> tuple[list[str], list[str]]:
    """Return the texts in a module, and those that are glued together."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return list(written(tree)), list(glued(tree))


@cache
def said() -> list[str]:
    """Return every English text of the library, also those without words."""
    return list(every_text())


def every_text() -> Iterator[str]:
    """Yield every English text of the library, also those without words."""
    for node in ast.walk(ast.parse((PACKAGE / "jsontext" / "encodings.py").read_text(encoding="utf-8"))):
        yield from constants(node.value) if isinstance(node, ast.Return) and node.value is not None else ()
    for path in PACKAGE.rglob("*.py"):
        yield from texts_in(path)[0]
    for code in tm.catalogue().values():
        yield from (code.message, code.why, code.mends, code.together)
    yield from named(shape_of(RECORD), seen := set[type]())
    yield from named(shape_of(tm.Dataset), seen)
    yield from named(form_of(tm.Report).shape, seen)
    for answer in (root_of(), root_of(tm.Text), pair_of(shape_of(tm.Text)), shape_of(Answer)):
        yield from named(answer, seen)
    for scheme in SCHEMES.values():
        yield from (scheme.label, scheme.syntax)
    for label in (*CountQualifier, *CountUnit):
        yield label.label().lower() if isinstance(label, CountQualifier) else label.value.replace("_", " ")
    yield from [severity.value for severity in tm.Severity]
    for cls in get_args(RECORD):
        yield from (cls.type.replace("_", " "), cls.collection.replace("_", " "))
    yield from [field.name.replace("_", " ") for field in attrs.fields(tm.Attendance)]
    yield from ("predecessor", "successor")
    yield from UNIT_WORDS.values()
    yield from help_texts()


@cache
def texts() -> list[str]:
    """Return the English texts that have words to translate."""
    return sorted({text for text in said() if has_words(text)})


def parameters(template: str) -> set[str]:
    """Return the names of the parameters that a template shows; one that only selects a plural form is left out."""
    fields = string.Formatter().parse(template)
    return {name for _, name, form, _ in fields if name is not None and "|" not in (form or "")}


@pytest.mark.parametrize("lang", OTHERS)
def test_all_that_is_said_is_translated(lang: str) -> None:
    """A new or changed text needs a line in each file; without it, the text is shown in English."""
    assert [text for text in texts() if text not in TEXTS[lang]] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_nothing_is_translated_that_is_never_said(lang: str) -> None:
    """Unused and reworded texts are removed; the file is sorted, so that changes are small."""
    assert sorted(TEXTS[lang].keys() - set(said())) == []
    assert list(TEXTS[lang]) == sorted(TEXTS[lang])


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_parameters_the_code_and_the_values_of_the_original(lang: str) -> None:
    """No parameter is lost, misspelt or added, and quoted values are not translated."""
    for text, translated in TEXTS[lang].items():
        if "{" in text and text not in {code.why for code in tm.catalogue().values()}:
            assert parameters(text) == parameters(translated), text
        quoted = set(re.findall('"[^"]*"', text))
        assert quoted == set(re.findall('"[^"]*"', translated)), text
        assert text.count("`") == translated.count("`"), text


NOT_WORDS = ("at", "key", "record_id", "expected", "suggestion", "help")


def glued(tree: ast.AST) -> Iterator[str]:
    """Words for people that are put together where no translation can find them.

    Those are f-strings and sums as what was expected or is to be written, and plain words as a parameter of a message.
    """
    for node in ast.walk(tree):
        match node:
            case (
                ast.keyword(arg="expected" | "help", value=said)
                | ast.Assign(targets=[ast.Name(id="expected" | "advice")], value=said)
            ):
                yield from [ast.unparse(part) for part in alternatives(said) if has_words(pattern_of(part))]
            case ast.Call(func=ast.Name(id=name), keywords=given) if name.strip("_").isupper():
                plain = [one.value for one in given if one.arg not in NOT_WORDS]
                yield from [
                    ast.unparse(one) for value in plain for one in alternatives(value) if has_words(literal(one))
                ]


def alternatives(node: ast.expr) -> list[ast.expr]:
    """Return the expressions that an expression can evaluate to."""
    return [*alternatives(node.body), *alternatives(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def literal(node: ast.expr) -> str:
    """Return the text of a literal or f-string, with `{}` for inserted values; empty for anything else."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(["{}" if isinstance(part, ast.FormattedValue) else literal(part) for part in parts])
    return ""


def pattern_of(node: ast.expr) -> str:
    """Return the text of an f-string or a sum of texts; empty for a plain literal, which can be translated."""
    if isinstance(node, ast.BinOp):
        return f"{literal(node.left)}{literal(node.right)}{pattern_of(node.left)}{pattern_of(node.right)}"
    return "" if isinstance(node, ast.Constant) else literal(node)


def test_words_are_not_glued_together() -> None:
    """A text with parameters is a phrase; otherwise it could not be translated."""
    modules = {path: texts_in(path)[1] for path in PACKAGE.rglob("*.py")}
    assert len(modules) > 300
    assert {str(path.relative_to(PACKAGE)): found for path, found in modules.items() if found} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('CODE(x, expected=f"more than {low}")', 1),
        ('CODE(x, expected="one of " + names)', 1),
        ("expected = 'a' if x else f'from {low}'", 1),
        ('self._report(CODE, help=f"Write the key {key}.")', 1),
        ("CODE(x, suggestion=f'\"{key}\": true')", 0),
        ('CODE(x, what="two spaces")', 1),
        ('CODE(x, what="two spaces" if x else y)', 1),
        ('CODE(x, expected=Phrase("more than {low}", low=low))', 0),
        ('CODE(x, expected="a list", suggestion=f\'"{near}"\')', 0),
        ('CODE(x, what=Phrase("two spaces"), at=f"/attendance/{name}", key="records")', 0),
    ],
)
def test_glued_words_are_found(code: str, found: int) -> None:
    """The test above can fail."""
    assert len(list(glued(ast.parse(code)))) == found


# --- Plural forms ---

NUMBERS = ("count", "least", "limit", "places", "left", "listed", "valid", "invalid", "hidden", "total", "changed")
"""Parameters that are numbers of things."""

PLURAL = re.compile(r"\{(\w+):([^}|]*)\|([^}]*)\}")

WITHOUT_NOUN = {
    "{valid} valid, {invalid} invalid": "the contract fixes this line, and English adjectives have one form",
    "{mark} {count} fixable with --fix": "an English adjective has one form",
    "{said}: {names} and {count} more": "English has one form of more",
    "Fields of {total} {noun}": "the noun is a parameter and has the right form already",
    "expected at least {least} {least:item|items}, found {count}": "no noun follows the second number",
}


def test_a_number_before_a_noun_chooses_its_form() -> None:
    """`{count} items` would be wrong for 1; each exception has its reason."""
    followed = re.compile(r"\{(?:" + "|".join(NUMBERS) + r")\}(?= (?!or\b)[a-z{])")
    for text in texts():
        for found in followed.finditer(text):
            behind = text[found.end() + 1 :]
            name = found[0].strip("{}")
            assert re.match(rf"(?:NUL |more )?\{{{name}:[^}}]*\|", behind) or text in WITHOUT_NOUN, text
    assert WITHOUT_NOUN.keys() <= set(texts())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2, 5])
def test_every_plural_form_is_chosen_by_the_rules_of_its_language(lang: str, number: int) -> None:
    """English has the singular for 1, French for 0 and 1, Chinese has one form."""
    templates = [text for text in said() if PLURAL.search(text)]
    assert len(templates) > 20
    is_one = number == 1 or (lang == "fr" and number == 0)
    for text in templates:
        written = text if lang == "en" else TEXTS[lang][text]
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        expected = PLURAL.sub(lambda form: form[2] if is_one else form[3], written)
        expected = re.sub(r"\{\w+\}", str(number), expected)
        assert translation(lang)(Phrase(text, **dict.fromkeys(names, number))) == expected
        assert lang != "zh" or not PLURAL.search(written), "Chinese has no plural forms"


@pytest.mark.parametrize("lang", OTHERS)
def test_a_problem_chooses_plural_forms_too(lang: str) -> None:
    """Its message is a template of the catalogue, and not a phrase."""
    problems = read(shape_of(RECORD), {"type": "event", "id": "event:e", "names": []})[1]
    said_of = [problem.message_in(lang) for problem in problems]
    assert any({"fr": "1 élément attendu", "zh": "1 项"}[lang] in text for text in said_of), said_of


def test_a_problem_without_its_parameters_still_has_a_message() -> None:
    """A caller can make one; missing parameters are shown as an ellipsis, also for a plural form."""
    problem = Problem(code="list.too-short", severity=tm.Severity.ERROR)
    assert problem.message == "expected at least … …, found …"


@pytest.mark.parametrize("lang", OTHERS)
def test_terms_have_the_labels_of_their_vocabularies(lang: str) -> None:
    """A count such as "at least 40 people" uses the labels of the vocabularies."""
    for term in (*CountQualifier, *CountUnit):
        if term.replaced_by is None:
            said = term.label() if isinstance(term, CountQualifier) else term.value.replace("_", " ")
            assert TEXTS[lang][said.lower()] == term.label(lang).lower()


NO_BREAK = "\u00a0"


def test_french_has_its_marks_with_no_break_spaces_and_its_apostrophe() -> None:
    """A no-break space before two-part marks and inside guillemets; code is not changed."""
    for translated in TEXTS["fr"].values():
        words = re.sub(r'"[^"]*"|`[^`]*`|\{[^}]*\}|https?://\S*|<[^>]*>|[+-]?[0-9T]+:[0-9:+]+', "X", translated)
        assert not re.search(f"[^{NO_BREAK}][;!?»]|«[^{NO_BREAK}]", words), translated
        assert not re.search(f"[^{NO_BREAK}X/]:|'", words), translated


def test_chinese_has_chinese_marks() -> None:
    """No ASCII comma, semicolon, colon or full stop between Chinese characters."""
    for translated in TEXTS["zh"].values():
        words = re.sub('"[^"]*"|`[^`]*`', "X", translated)
        assert not re.search("[\u4e00-\u9fff][,;:.?!(]|[,;:.?!)][\u4e00-\u9fff]", words), translated


# --- What problems say ---


def phrases(problem: Problem) -> Iterator[str]:
    """Yield every text of a problem that is translated: its own, and those of the phrases in it."""
    yield CODES[problem.code].message
    pending: list[object] = [value for _, value in problem.params if isinstance(value, Phrase)]
    pending += [problem.value] if isinstance(problem.value, Phrase) else []
    pending += [problem.expected, problem.help or ""]
    while pending:
        match pending.pop():
            case Phrase() as phrase:
                yield phrase.template
                pending += [value for value in phrase.params.values() if isinstance(value, Phrase)]
            case str() as plain:
                yield plain


def broken_records() -> Iterator[Problem]:
    """Yield the problems of every fault that the generator can plant, in records of every class."""
    for seed, (tag, shape) in enumerate(generate.CLASSES.items()):
        record = generate.record(seed, tag, 0.9)
        for fault in generate.faults(shape, record):
            yield from read(shape_of(RECORD), generate.plant(record, [fault]))[1]


def broken_datasets() -> Iterator[Problem]:
    """Yield the problems of every case of the rules across records."""
    for case in CASES:
        document = {"type": "dataset", "schema_version": "1.0", "records": [complete(r) for r in case.records]}
        yield from tm.validate(document)
        yield from problems_of(case)


def broken_texts() -> Iterator[Problem]:
    """Yield the problems of texts that are not JSON."""
    texts = [data for _, data, _ in BROKEN] + [b'["a', b'["\\x"]', b"[nul]", b"[1 2]"]
    yield from [problem for text in texts for problem in parse(text)[1]]


@pytest.mark.slow
@pytest.mark.parametrize("found", [broken_records, broken_datasets, broken_texts])
def test_no_problem_has_anything_left_in_english(found: Callable[[], Iterator[Problem]]) -> None:
    """Each text of each message has a translation; codes are not translated."""
    problems = list(found())
    assert problems
    for problem in problems:
        missing = [text for text in phrases(problem) if has_words(text) and not all(text in TEXTS[o] for o in OTHERS)]
        assert missing == [], problem
        for lang in OTHERS:
            assert problem.message_in(lang) != problem.message
        assert re.search("[\u4e00-\u9fff]", problem.message_in("zh"))


def test_a_message_is_put_together_from_translated_parts() -> None:
    """The found value, the expectation, the suggestion and the advice; data is never translated."""
    problem = read(shape_of(RECORD), {"type": "event", "id": "event:e", "names": "text", "start": "2023-02-30"})[1]
    assert [p.message_in("fr").replace(NO_BREAK, " ") for p in problem] == [
        'trouvé : "text" ; attendu : une liste ; vouliez-vous dire [{"value": "text"}] ?',
        (
            '"2023-02-30" n’existe pas dans le calendrier ; attendu : un jour de 01 à 28, les jours de 2023-02. '
            'Écrivez "2023-02" si le reste n’est pas connu.'
        ),
    ]
    assert [p.message_in("fr-CA") for p in problem] == [p.message_in("fr") for p in problem]
    assert [p.message_in("eo") for p in problem] == [p.message for p in problem]


def test_a_text_without_a_translation_is_said_in_english() -> None:
    """Also inside a translated text."""
    assert translation("fr")("not in the file") == "not in the file"
    assert translation("fr")(both(["a", Phrase("not in the file")])) == "a et not in the file"


def test_a_project_translates_into_a_language_that_the_library_does_not_have() -> None:
    """Its own texts are translated, and all others are in English."""
    german = translation("de-AT", {"de": {"a grant": "eine Förderung"}})
    assert (german("a grant"), german("a list")) == ("eine Förderung", "a list")


def test_the_catalogue_is_translated_too() -> None:
    """Messages and explanations; names, severities and examples stay."""
    english, french = tm.catalogue(), tm.catalogue("fr")
    assert french.keys() == english.keys() and tm.catalogue("de") == english
    for name, code in french.items():
        assert code.why != english[name].why and (code.bad, code.good) == (english[name].bad, english[name].good)
        assert code.name == name and code.severity is english[name].severity


# --- Phrases ---


def test_a_phrase_is_its_english_text() -> None:
    """It has the same hash; JSON and f-strings see no difference."""
    phrase = Phrase("a day from 01 to {last}", last=31)
    assert phrase == "a day from 01 to 31" and hash(phrase) == hash("a day from 01 to 31")
    assert json.dumps(phrase) == '"a day from 01 to 31"' and f"{phrase}" == "a day from 01 to 31"
    assert Phrase(phrase) is phrase and Phrase("{a} stays {b}") == "{a} stays {b}"
    assert display(phrase) is phrase


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda phrase: pickle.loads(pickle.dumps(phrase))])
def test_a_phrase_survives_copying(again: Any) -> None:
    """With its template and parameters, so that a problem from another process can still be translated."""
    phrase = either(["a", one_of(["b", "c"])])
    assert again(phrase) == phrase
    assert translation("fr")(again(phrase)) == translation("fr")(phrase) == "a ou un nom parmi b, c"


def test_no_translation_is_read_before_one_is_asked_for() -> None:
    """English costs nothing: neither the import nor an English message reads a file."""
    script = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda name, args: opened.append(str(args[0])) if name == 'open' else None)\n"
        "import thinktank_model as tm\n"
        'problems = tm.validate(\'{"type": "event"}\').problems\n'
        "str(problems), tm.catalogue()\n"
        "assert not any('phrases.' in name and name.endswith('.json') for name in opened), opened\n"
        "problems[0].message_in('fr')\n"
        "assert sum(name.endswith('.json') for name in opened) == 1\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)

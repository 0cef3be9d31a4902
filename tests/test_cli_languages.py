"""The command in English, French and Chinese: by option, by locale, in every format."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest

import thinktank_model as tm
from thinktank_model.cli.languages import column, language_of, width
from thinktank_model.cli.reports import FORMATS
from thinktank_model.problems.explanations import in_plural
from thinktank_model.problems.translations import LANGUAGES

from .conftest import Runner
from .test_cli import COMMAND, environment

WRONG: Final = b'{"type": "event", "id": "event:e", "names": [{"value": "E", "kind": "name"}], "start": "20/12/2024"}\n'
CHINESE: Final = re.compile("[\u4e00-\u9fff]")
ENGLISH: Final = re.compile(r"\b(?:is|the|of|must|expected|write|not|with|valid|invalid|error|warning)\b")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one wrong record."""
    (tmp_path / "e.json").write_bytes(WRONG)
    return tmp_path


def call(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Return what the command prints, as UTF-8."""
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment(**(env or {})), capture_output=True, check=False
    )
    assert not done.stderr and done.returncode in (0, 1), done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr@euro"}, "fr"),
        ({"LANG": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "zh-Hans"}, "zh"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "frr_DE"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR"}, "fr"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "de_DE"}, "en"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "fr_FR", "LC_ALL": "zh_CN"}, "zh"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "", "LC_ALL": ""}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_FR", "LC_CTYPE": "zh_CN", "LANGUAGE": "zh"}, "fr"),
    ],
    ids=str,
)
def test_the_first_variable_of_the_locale_that_is_set_decides(variables: Mapping[str, str], language: str) -> None:
    """LC_ALL, LC_MESSAGES, LANG (POSIX, section 8.2); an empty one is not set."""
    assert language_of(variables) == language


@pytest.mark.slow
def test_the_option_is_stronger_than_the_locale(folder: Path) -> None:
    """Without the option the locale decides, in the installed command too."""
    english, french = (call(folder, "explain", "date.syntax", "--lang", lang) for lang in ("en", "fr"))
    assert call(folder, "explain", "date.syntax", env={"LC_ALL": "fr_FR.UTF-8"}) == french != english
    assert call(folder, "explain", "date.syntax", "--lang", "en", env={"LC_ALL": "fr_FR.UTF-8"}) == english


@pytest.mark.slow
@pytest.mark.parametrize(
    "env",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=str,
)
@pytest.mark.parametrize("verb", [("validate", "e.json"), ("explain", "date"), ("explain",)], ids=str)
def test_every_language_is_written_where_the_locale_is_ascii(
    folder: Path, verb: tuple[str, ...], env: Mapping[str, str]
) -> None:
    """Standard output is UTF-8 whatever the locale."""
    assert CHINESE.search(call(folder, *verb, "--lang", "zh", env=env))
    assert re.search("[à-ÿ]", call(folder, *verb, "--lang", "fr", env=env))


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "zh"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_speaks_every_language(folder: Path, form: str, lang: str) -> None:
    """No English is left in texts for people, and nothing else differs: places, codes, levels, counts."""
    read = READERS[form]
    english, other = (read(call(folder, "validate", "--format", form, "--lang", one, "e.json")) for one in ("en", lang))
    assert english[0] == other[0]
    assert len(english[1]) == len(other[1]) >= 2
    for text in other[1]:
        words = re.sub(r'"[^"]*"|\b(?:date\.syntax|term\.unknown)\b', "", text)
        assert not ENGLISH.search(words), text
        assert lang == "fr" or CHINESE.search(text), text


def _lines(out: str) -> tuple[object, list[str]]:
    """Return the parts of the text format: places, codes and pointers; severities with messages; and the summary."""
    lines = out.splitlines()
    rows = [row for line in lines if (row := re.fullmatch(r"(.*?:[0-9]+:[0-9]+): (\S+) (\S+) (\S+): (.*)", line))]
    about = lines[len(rows) :]  # how many are fixable, and how many are valid
    return [(row[1], row[3], row[4]) for row in rows], [*[f"{row[2]} {row[5]}" for row in rows], *about]


def _problems(problems: list[dict[str, Any]]) -> tuple[object, list[str]]:
    said = [problem.pop(key) for problem in problems for key in ("message", "expected")]
    said += [problem["suggestion"] for problem in problems if "such" in problem.get("suggestion", "")]
    return problems, said


def _json(out: str) -> tuple[object, list[str]]:
    whole = json.loads(out)
    problems, said = _problems([problem for file in whole["files"] for problem in file["problems"]])
    return (problems, {key: value for key, value in whole.items() if key != "files"}), said


def _sarif(out: str) -> tuple[object, list[str]]:
    (run,) = json.loads(out)["runs"]
    said = [result.pop("message")["text"] for result in run["results"]]
    for rule in run["tool"]["driver"]["rules"]:
        said += [rule.pop("shortDescription")["text"], rule.pop("fullDescription")["text"]]
    assert run.pop("language") in LANGUAGES
    return run, said


def _junit(out: str) -> tuple[object, list[str]]:
    root = ElementTree.fromstring(out)
    failures = list(root.iter("failure"))
    said = [failure.attrib.pop("message") for failure in failures]
    said += [(failure.text or "").partition(": ")[2] for failure in failures]
    for failure in failures:
        failure.text = None
    return ElementTree.tostring(root), said


def _github(out: str) -> tuple[object, list[str]]:
    rows = [line.rpartition("::") if "::" in line else ("", "", line) for line in out.splitlines()]
    return [row[0] for row in rows], [re.sub("[0-9]", "", row[2].partition(": ")[2] or row[2]) for row in rows]


READERS: Final = {
    "text": _lines,
    "json": _json,
    "jsonl": lambda out: _problems([json.loads(line) for line in out.splitlines()]),
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "zh"])
def test_what_surrounds_problems_is_translated_too(folder: Path, lang: str) -> None:
    """The number of hidden problems, the statistics, and problems without a place."""
    said = call(folder, "validate", "e.json", "--max-problems", "1", "--statistics", "--lang", lang)
    assert {"fr": "affiché", "zh": "个问题未显示"}[lang] in said
    assert {"fr": "1 erreur        date.syntax", "zh": "1 错误 date.syntax"}[lang] in said
    (folder / "e.json").write_bytes(b"[")
    assert {"fr": " (tout): ", "zh": " （整体）: "}[lang] in call(folder, "validate", "e.json", "--lang", lang)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_explain_says_what_the_page_of_the_codes_says(folder: Path, lang: str) -> None:
    """Message, reason and examples come from the catalogue in that language, for the command and the page."""
    root = Path(__file__).parent.parent
    shutil.copy(root / "docs" / "reference_pages.py", folder)
    write = "import reference_pages, pathlib; reference_pages.write(pathlib.Path('pages'))"
    subprocess.run([sys.executable, "-c", write], cwd=folder, check=True)
    page = (folder / "pages" / ("codes.md" if lang == "en" else f"codes.{lang}.md")).read_text(encoding="utf-8")
    page = page.replace("\\<", "<")
    for name, code in tm.catalogue(lang).items():
        assert f"### {name}\n" in page and f"{in_plural(code.message)}\n\n{code.why}\n" in page
    for name in ("date.syntax", "json.too-deep", "event.cycle"):
        code = tm.catalogue(lang)[name]
        explained = call(folder, "explain", name, "--lang", lang)
        assert explained.startswith(f"{name} ") and f"\n\n{code.why}\n" in explained
        assert f"    {code.good}\n" in explained or not code.good
    assert len(call(folder, "explain", "--lang", lang).splitlines()) == len(tm.catalogue())


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "zh"])
def test_show_has_labels_and_names_in_the_language(folder: Path, lang: str) -> None:
    """The headings, the terms of vocabularies, and the names of records where the data has them."""
    (folder / "wic.json").write_bytes(call(folder, "examples", "wic-2024").encode())
    said, english = (call(folder, "show", "wic.json", "--lang", one) for one in (lang, "en"))
    for word in {"fr": ("Quand\u00a0:", "organisations", "Hybride"), "zh": ("时间：", "机构", "线上线下结合")}[lang]:
        assert word in said and word not in english
    assert not re.search(r"\b(?:When|How|records|Took|unknown|speaker|online)\b", said)
    card = call(folder, "show", "wic.json", "program:wic-think-tank-cooperation", "--lang", lang)
    assert {"fr": "Référencé par", "zh": "被以下记录引用"}[lang] in card


def test_columns_are_as_wide_as_their_widest_word() -> None:
    """A Chinese character takes two columns of a terminal, a combining accent none."""
    assert (width("error"), width("错误"), width("e\u0301")) == (5, 4, 1)
    assert [column(word, ("error", "info"), "fr") for word in ("error", "info")] == ["erreur  ", "remarque"]


USAGE: Final = [
    ["convert", "e.json", "e.txt"],
    ["convert", "e.json", "o.json"],
    ["validate"],
    ["validate", "--colour", "e.json"],
    ["validate", "--max-line", "long", "e.json"],
    ["validate", "--today", "soon", "e.json"],
    ["validate", "--diff", "--format", "json", "e.json"],
    ["validate", "--resume", "state", "--fix", "e.json"],
    ["explain", "no.such-code"],
    ["unknown"],
    ["format", "e.json"],
    ["import", "e.json", "e.csv"],
    ["migrate", "-"],
    ["rename", "e.json", "event:x", "event:y"],
    ["show", "e.json", "event:x"],
    ["split", "e.json", "--good", "a", "--bad", "b"],
    ["template", "e.txt"],
]


@pytest.mark.parametrize("lang", ["fr", "zh"])
@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_standard_error_is_translated(here: Runner, arguments: list[str], lang: str) -> None:
    """Wrong usage and invalid data: the exit code is the same, and no English word is left except names and suggestions."""
    Path("e.json").write_bytes(WRONG)
    english, other = here(*arguments), here("--lang", lang, *arguments)
    assert english[0] == other[0] != 0 and english[1] == other[1]
    for line in filter(None, other[2].splitlines()):
        words = re.sub(r"'[^']*'|\"[^\"]*\"|did you mean .*\?|thinktank-model \w+|--[a-z-]+|[a-z]+\.[a-z-]+", " ", line)
        assert not ENGLISH.search(words), line
        assert lang == "fr" or CHINESE.search(line), line

"""`--help`: of the command and of each verb, with examples that work."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

import thinktank_model as tm
from thinktank_model.cli.app import MODULES
from thinktank_model.cli.languages import width
from thinktank_model.extract import accept

from .conftest import Runner
from .oracles import oracle
from .test_cli import GOOD, HEADER, execute, folder, here
from .test_completion import path

__all__ = ["folder", "here", "path"]

DOCUMENT = Path(__file__).parent.parent / "docs" / "cli.md"


ROR = {
    "id": "https://ror.org/015w2mp89",
    "names": [{"value": "Hillford Policy Lab (invented)", "types": ["ror_display", "label"], "lang": "en"}],
    "types": ["facility"],
    "status": "active",
    "locations": [{"geonames_id": 1, "geonames_details": {"name": "Hillford", "country_code": "CA"}}],
    "relationships": [],
}
"""An invented record in the form of the ROR dump."""

FORUM = {"quote": "The Harbour Forum was held", "names": [{"quote": "The Harbour Forum", "value": "Harbour Forum"}]}
"""An answer of a model about an article."""


def examples(page: str) -> list[str]:
    return re.findall(r"^    (.*thinktank-model .*)$", page.partition("\n  Examples:\n")[2], re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("verb", sorted(MODULES))
def test_the_examples_of_a_verb_work(
    here: Runner, path: str, tmp_path_factory: pytest.TempPathFactory, verb: str
) -> None:
    """Each is run in a shell, in a folder with the files that it names, and exits with 0."""
    if verb == "mcp":
        oracle("mcp")
    code, page, err = here(verb, "--help")
    assert (code, err) == (0, "") and page.startswith(f"Usage: thinktank-model {verb} ")
    place = tmp_path_factory.mktemp(verb)
    dataset = tm.example("riverside-2025")
    dataset.write(place / "programme.json")
    dataset.write(place / "programme.jsonl")
    tm.export(dataset, place / "programme.csv")
    tm.export(dataset, place / "meetings.ics")
    if verb != "template":
        tm.export(dataset, place / "programme.xlsx")
        assert here("template", str(place / "members.xlsx"), "--for", "member") == (0, "", "")
    with zipfile.ZipFile(place / "ror-dump.zip", "w") as archive:
        archive.writestr("ror-data_schema_v2.json", json.dumps([ROR]))
    (place / "article.txt").write_text("The Harbour Forum was held in Riverton on 12 March 2026.\n", encoding="utf-8")
    (place / "answer.txt").write_text(f"The answer:\n{json.dumps({'events': [FORUM]})}\n", encoding="utf-8")
    forum = accept((place / "article.txt").read_text(encoding="utf-8"), {"events": [FORUM]}, lang="en")
    tm.Dataset(records=forum.records).write(place / "gold.json")
    (place / "data").mkdir()
    (place / "data" / "more.jsonl").write_bytes(HEADER + GOOD)
    found = examples(page)
    assert found and all(f"thinktank-model {verb}" in line and len(line) < 76 for line in found)
    for line in found:
        if "new dataset --output programme.jsonl" in line:
            (place / "programme.jsonl").unlink()
        done = execute(["sh", "-c", line], cwd=place, env={"PATH": path})
        assert done.returncode == 0 and b"--help" not in done.stderr, f"{line}\n{done.stderr.decode()}"


def test_every_verb_and_option_is_documented(here: Runner) -> None:
    """On the page about the command line, each verb under its own heading."""
    document = DOCUMENT.read_text(encoding="utf-8")
    listed = here("--help")[1]
    for verb in MODULES:
        assert re.search(f"^  {verb} +\\S", listed, re.MULTILINE)
        assert f"\n## `{verb}`\n" in document and f"| [`{verb}`](#{verb}) |" in document
        page = here(verb, "-h")[1].partition("\n  Examples:\n")[0]
        for option in set(re.findall(r"--[a-z-]+", page)) - {"--help"}:
            assert option.startswith("--no-") or option in document, f"{verb} {option}"


COMMANDS = [[], *[[verb] for verb in sorted(MODULES)], ["extract", "plan"], ["extract", "accept"], ["extract", "score"]]
ENGLISH = re.compile(
    r"\b(?:is|are|the|of|and|with|write|show|file|default|required|options|usage|commands|examples)\b(?![.:/=-])"
)


def options_of(page: str) -> list[str]:
    """Return the options that a help lists, in order."""
    listed = re.split(r"^(?:Options\W*|选项：)$", page, maxsplit=1, flags=re.MULTILINE)[1]
    return re.findall(r"^  (?:-\w, )?(--[a-z-]+|-\w)", listed, re.MULTILINE)


@pytest.mark.parametrize("lang", ["fr", "zh"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_translated(here: Runner, command: list[str], lang: str) -> None:
    """No English word is left, options and examples are those of the English help, and no line is wider than the terminal."""
    english = here(*command, "--help")[1]
    code, page, err = here("--lang", lang, *command, "--help")
    assert (code, err) == (0, "")
    for line in page.splitlines():
        words = re.sub(r'"[^"]*"|\[[a-z|]*\]|--?[a-z-]+|thinktank-model .*|^  [a-z]+ ', " ", line)
        assert not ENGLISH.search(words) and width(line) <= 80, line
    assert options_of(page) == options_of(english) != []
    assert re.findall("    thinktank-model .*", page) == re.findall("    thinktank-model .*", english)


def test_the_language_of_help_is_that_of_the_option_or_else_of_the_locale(
    here: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option is read before `--help`, at the command and at a verb that has it; a run keeps nothing for the next."""
    assert here("--lang", "fr", "--help")[1].startswith("Utilisation :".replace(" ", "\u00a0"))
    assert here("validate", "--lang", "zh", "--help")[1].startswith("用法：")
    assert here("--help")[1].startswith("Usage: ")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert here("migrate", "--help")[1].startswith("用法：")
    assert here("--lang", "en", "migrate", "--help")[1].startswith("Usage: ")


def test_the_language_of_the_command_is_that_of_its_verbs(here: Runner) -> None:
    """The option of a verb takes precedence."""
    assert here("--lang", "fr", "explain", "date.syntax") == here("explain", "date.syntax", "--lang", "fr")
    assert here("--lang", "fr", "explain", "date.syntax", "--lang", "zh") == here(
        "explain", "date.syntax", "--lang", "zh"
    )


def test_english_help_reads_no_translation() -> None:
    """Translations are loaded only for translated help."""
    program = (
        "import sys; opened = [];"
        "sys.addaudithook(lambda name, args: opened.append(str(args[0])) if name == 'open' else None);"
        "from thinktank_model.cli.app import run; run(['validate', '--help']);"
        "sys.exit([name for name in opened if 'phrases.' in name and name.endswith('.json')]"
        " or 'thinktank_model.cli.helping' in sys.modules or None)"
    )
    assert execute([sys.executable, "-c", program]).returncode == 0

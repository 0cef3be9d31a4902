"""The formats of `validate`. A format is a function from a run to pieces of text; its name is what the user gives.

Each is written while the run goes on, so that a long one needs no memory for what it found; JUnit keeps one file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote

from ..jsontext.shown import json_text
from ..problems.display import escape
from ..problems.patterns import pattern
from ..problems.problem import Code, Problem, Severity, code_named
from ..problems.translations import Phrase, translation
from .checking import Checked, Found, Run
from .codes import known_codes, severity_of, summary
from .inputs import is_workbook
from .languages import column, width
from .output import Paint, program_version

if TYPE_CHECKING:
    from xml.etree import ElementTree

__all__ = ["FORMATS", "STYLES", "Format", "fields_of", "severity_word"]


Format: TypeAlias = Callable[[Run], Iterator[str]]

FORMATS: Final[dict[str, Format]] = {}


def _format(name: str) -> Callable[[Format], Format]:
    def declare(function: Format) -> Format:
        FORMATS[name] = function
        return function

    return declare


# --- For people and editors ---

STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
FIXABLE: Final = " [*]"  # marks a problem that has a safe fix
NAMED: Final = 3  # the maximum number of records that a summary line names
BEFORE: Final = 30  # the bytes of a line that are shown before the place of a problem, so that it fits into 80 columns
AFTER: Final = 45


@_format("text")
def _text(run: Run) -> Iterator[str]:
    """Write one line per problem, as compilers do, and at the end the number of valid records.

    Problems whose message would be repeated for many records, such as a missing source, are one line at the end of the file.
    """
    manner, paint, translate = run.manner, run.manner.paint, translation(run.manner.lang)
    for checked in run:
        path = escape(checked.source.path)
        repeated: dict[str, list[Problem]] = {}
        for found in checked:
            problem = found.problem
            if _definition(problem).together:
                repeated.setdefault(problem.code, []).append(problem)
                continue
            place = paint(path + _where(problem, checked), "bold")
            severity = paint(translate(problem.severity.value), STYLES[problem.severity])
            code, at, message = paint(problem.code, "bold"), _at(problem, checked, run), problem.message_in(manner.lang)
            mark = paint(FIXABLE, "cyan") if problem.fix is not None and run.fixed is None else ""
            yield f"{place}: {severity} {code}{at}: {message}{mark}\n"
            if manner.source and found.at is not None:
                yield _excerpt(found.text, found.at, paint)
        for problems in repeated.values():
            yield from _together(problems, checked, run)
        if checked.hidden:
            yield f"{path}: {_more(run, checked)}\n"
    if manner.statistics:
        for code, count in sorted(run.codes.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:7} {severity_word(severity_of(code), manner.lang, paint)} {code}\n"
    yield _summary(run)


def _definition(problem: Problem) -> Code:
    return problem.definition or code_named(problem.code, {})


def _together(problems: list[Problem], checked: Checked, run: Run) -> Iterator[str]:
    """Yield one line for many problems of a code, at the place of the first; a line for each if they are few."""
    path = escape(checked.source.path)
    lang, paint, translate = run.manner.lang, run.manner.paint, translation(run.manner.lang)
    is_many = len(problems) > NAMED
    for problem in problems[:1] if is_many else problems:
        place = paint(path + _where(problem, checked), "bold")
        severity = paint(translate(problem.severity.value), STYLES[problem.severity])
        code = paint(problem.code, "bold")
        if is_many:
            names = ", ".join([escape(str(one.value)) for one in problems[:NAMED]])
            said = Phrase(_definition(problem).together, count=len(problems))
            listed = Phrase("{said}: {names} and {count} more", said=said, names=names, count=len(problems) - NAMED)
            whole = "" if is_workbook(checked.source.path) else " " + translate(Phrase("(whole)"))
            yield f"{place}: {severity} {code}{whole}: {translate(listed)}\n"
        else:
            yield f"{place}: {severity} {code}{_at(problem, checked, run)}: {problem.message_in(lang)}\n"


def severity_word(severity: Severity, lang: str, paint: Paint) -> str:
    """Return the name of a severity, padded to the width of the longest one."""
    return paint(column(severity, Severity, lang), STYLES[severity])


def _summary(run: Run) -> str:
    said = []
    if run.fixed is not None:
        template = "Fixed {count} {count:problem|problems} ({left} {left:remains|remain})"
        said.append(Phrase(template, count=run.fixed.total(), left=run.codes.total()))
    elif run.fixable:
        said.append(Phrase("{mark} {count} fixable with --fix", mark=FIXABLE.strip(), count=run.fixable))
    said.append(Phrase("{valid} valid, {invalid} invalid", valid=run.valid, invalid=run.invalid))
    translate = translation(run.manner.lang)
    return "".join([translate(line) + "\n" for line in said])


def _more(run: Run, checked: Checked) -> str:
    """Return a line with the number of problems of a file that are not listed, and how to list them."""
    said = Phrase(
        "{count} more {count:problem is|problems are} not shown (--max-problems 0 shows all)", count=checked.hidden
    )
    return translation(run.manner.lang)(said)


def _where(problem: Problem, checked: Checked) -> str:
    """Return the place of a problem, after a colon; nothing for a workbook as a whole."""
    if problem.cell is not None:
        return ":" + escape(problem.cell)
    if is_workbook(checked.source.path) and problem.line is None:
        return ""
    return f":{problem.line or 1}:{problem.column or 1}"


def _at(problem: Problem, checked: Checked, run: Run) -> str:
    """Return what a problem is about, after a space: the heading of its cell, or else the pointer; nothing for a whole sheet or row."""
    if is_workbook(checked.source.path) and (problem.heading or problem.line is None):
        return f" {escape(problem.heading)}" if problem.heading else ""
    return " " + (escape(problem.pointer) or translation(run.manner.lang)(Phrase("(whole)")))


def _excerpt(text: bytes, at: int, paint: Paint) -> str:
    """Return the part of a line around one of its bytes, and a caret below that byte."""
    start = text.rfind(b"\n", 0, at) + 1
    end = text.find(b"\n", at)
    left = max(start, at - BEFORE)
    right = min(len(text) if end < 0 else end, at + AFTER)
    if not text[left:right].strip():
        return ""
    while left > start and text[left] & 0xC0 == 0x80:  # the byte is inside a character
        left -= 1
    before = _shown("…" if left > start else "", text[left:at])
    return f"    {before}{_shown('', text[at:right])}\n    {' ' * width(before)}{paint('^', 'bold green')}\n"


def _shown(mark: str, text: bytes) -> str:
    return mark + escape(text.decode(errors="ignore").replace("\t", " ").removesuffix("\r"))


# --- For programs ---


@_format("json")
def _json(run: Run) -> Iterator[str]:
    """Write one JSON object: the files with their problems, the counts, and whether there is no error."""
    yield '{"files": ['
    first = True
    for checked in run:
        yield ("\n" if first else ",\n") + f'{{"path": {json_text(checked.source.name)}, "problems": ['
        first = False
        separator = "\n"
        for found in checked:
            yield f"{separator}  {json_text(fields_of(found.problem, run.manner.lang))}"
            separator = ",\n"
        counts = {"valid": checked.valid, "invalid": checked.invalid, "hidden": checked.hidden}
        yield "], " + json_text(counts | ({"fault": checked.fault} if checked.fault else {}))[1:]
    total = {
        "valid": run.valid,
        "invalid": run.invalid,
        "exit_code": run.exit_code,
        "codes": dict(sorted(run.codes.items())),
    } | ({} if run.fixed is None else {"fixed": dict(sorted(run.fixed.items()))})
    yield "],\n" + json_text(total)[1:] + "\n"


@_format("jsonl")
def _jsonl(run: Run) -> Iterator[str]:
    """Write one JSON object per problem and line; a last one for each file with problems that are not listed."""
    for checked in run:
        for found in checked:
            yield json_text({"path": checked.source.name} | fields_of(found.problem, run.manner.lang)) + "\n"
        if checked.hidden:
            yield json_text({"path": checked.source.name, "hidden": checked.hidden}) + "\n"


def fields_of(problem: Problem, lang: str) -> dict[str, Any]:
    """Return a problem as plain data, without empty values."""
    translate = translation(lang)
    fix = problem.fix
    fixed = fix and {"op": fix.op, "from": fix.origin, "path": fix.path, "value": fix.value, "record_id": fix.record_id}
    data = {
        "line": problem.line,
        "column": problem.column,
        "offset": problem.offset,
        "cell": problem.cell,
        "severity": problem.severity.value,
        "code": problem.code,
        "pointer": problem.pointer,
        "record_id": problem.record_id,
        "message": problem.message_in(lang),
        "value": problem.value,
        "expected": translate(problem.expected) or None,
        "suggestion": problem.suggestion,
        "help": problem.help and translate(problem.help),
        "fix": fixed and {key: value for key, value in fixed.items() if value is not None},
    }
    return {key: value for key, value in data.items() if value is not None}


# --- For code scanning: SARIF 2.1.0 (OASIS) ---

LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
RECORD_PREFIX: Final = pattern("^/records/[0-9]+")  # for a pointer into a dataset document
SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@_format("sarif")
def _sarif(run: Run) -> Iterator[str]:
    """Write a SARIF log of one run; each code that was found is a rule with its explanation."""
    yield f'{{"$schema": "{SARIF_SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['
    separator = "\n"
    notes: list[dict[str, Any]] = []
    for checked in run:
        for found in checked:
            yield separator + json_text(_sarif_result(run, checked, found.problem))
            separator = ",\n"
        if checked.fault:
            notes.append({"level": "error", "message": _sarif_text(f"{checked.source.name}: {checked.fault}")})
        if checked.hidden:
            said = f"{checked.source.name}: {_more(run, checked)}"
            notes.append({"level": "warning", "message": _sarif_text(said)})
    invocation: dict[str, Any] = {"executionSuccessful": not run.fault, "exitCode": run.exit_code}
    if notes:
        invocation["toolExecutionNotifications"] = notes
    known = known_codes(run.manner.lang)
    rules = [_sarif_rule(known[code]) for code in sorted(run.codes)]
    driver = {"name": "thinktank-model", "version": program_version(), "rules": rules}
    yield f'],\n"invocations": {json_text([invocation])},\n"language": {json_text(run.manner.lang)},\n"tool": {json_text({"driver": driver})}}}]}}\n'


def _sarif_result(run: Run, checked: Checked, problem: Problem) -> dict[str, Any]:
    place = (problem.record_id or "") + " " + problem.pointer
    return {
        "ruleId": problem.code,
        "level": LEVELS[problem.severity],
        "message": _sarif_text(problem.message_in(run.manner.lang)),
        "partialFingerprints": {"problem/v1": _fingerprint(problem)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(checked.source.path)},
                    "region": {"startLine": problem.line or 1, "startColumn": problem.column or 1},
                },
                "logicalLocations": [
                    {"fullyQualifiedName": escape(place.strip()) or translation(run.manner.lang)(Phrase("(whole)"))}
                ],
            }
        ],
    }


def _sarif_text(text: str) -> dict[str, str]:
    """Return a message with its braces doubled, because single ones mark arguments (SARIF 2.1.0, section 3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _fingerprint(problem: Problem) -> str:
    """Return a text that stays the same when lines are added or files are moved: the code, the record and the pointer in it."""
    pointer = problem.pointer
    if problem.record_id is not None:
        pointer = RECORD_PREFIX.sub("", pointer)
    return " ".join([problem.code, problem.record_id or "", pointer, json_text(problem.value)])


def _sarif_rule(rule: Code) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": summary(rule)},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _uri(path: str) -> str:
    """Return a path as a URI reference: a relative one for a relative path, else one with the scheme `file`."""
    place = Path(path)
    return place.as_uri() if place.is_absolute() else quote(os.fsencode(place.as_posix()))


# --- For continuous integration ---


@_format("junit")
def _junit(run: Run) -> Iterator[str]:
    """Write JUnit XML: one suite per file, one case per problem; a file without problems is one case that passes."""
    from xml.etree import ElementTree  # rarely needed, and slow to import with its parser

    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="thinktank-model">\n'
    for checked in run:
        name = escape(checked.source.path)
        cases = [_junit_case(run, checked, name, found) for found in checked]
        if checked.fault:
            case = ElementTree.Element("testcase", classname=name, name="read")
            ElementTree.SubElement(case, "error", message=escape(checked.fault))
            cases.append(case)
        elif checked.hidden:
            case = ElementTree.Element("testcase", classname=name, name="hidden")
            ElementTree.SubElement(case, "failure", message=_more(run, checked))
            cases.append(case)
        elif not cases:
            cases = [ElementTree.Element("testcase", classname=name, name="valid")]
        suite = ElementTree.Element("testsuite", name=name, tests=str(len(cases)))
        suite.set("failures", str(len([case for case in cases if case.find("failure") is not None])))
        suite.set("errors", str(len([case for case in cases if case.find("error") is not None])))
        for element in (suite, *cases):
            element.set("time", "0")  # a required attribute for some readers; a single problem takes no measurable time
        suite.extend(cases)
        ElementTree.indent(suite)
        yield ElementTree.tostring(suite, "unicode") + "\n"
    yield "</testsuites>\n"


def _junit_case(run: Run, checked: Checked, name: str, found: Found) -> ElementTree.Element:
    from xml.etree import ElementTree

    problem, message = found.problem, found.problem.message_in(run.manner.lang)
    case = ElementTree.Element("testcase", classname=name, name=problem.code + _at(problem, checked, run))
    severity = translation(run.manner.lang)(problem.severity.value)
    place = f"{name}:{problem.line or 1}:{problem.column or 1}: {severity}: {message}"
    if run.options.fails(problem.severity):
        ElementTree.SubElement(case, "failure", type=problem.severity.value, message=message).text = place
    else:
        ElementTree.SubElement(case, "system-out").text = place
    return case


COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@_format("github")
def _github(run: Run) -> Iterator[str]:
    """Write workflow commands of GitHub Actions, which shows each problem next to its line."""
    for checked in run:
        path = escape(checked.source.path)
        for found in checked:
            problem = found.problem
            marks = {"file": path, "line": problem.line or 1, "col": problem.column or 1, "title": problem.code}
            said = ",".join([f"{key}={_github_property(str(value))}" for key, value in marks.items()])
            at = _at(problem, checked, run).lstrip()
            text = (f"{at}: " if at else "") + problem.message_in(run.manner.lang)
            yield f"::{COMMANDS[problem.severity]} {said}::{_github_data(text)}\n"
        if checked.fault:
            yield f"::error file={_github_property(path)}::{_github_data(escape(checked.fault))}\n"
        if checked.hidden:
            yield f"::notice file={_github_property(path)}::{_github_data(_more(run, checked))}\n"
    yield _summary(run)


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")

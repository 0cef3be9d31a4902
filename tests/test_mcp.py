"""The MCP server: called by the official client over standard input and output, also with hostile arguments."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import thinktank_model as tm
from thinktank_model.contract.schema import CLASSES
from thinktank_model.integrations.mcp_answers import LIMIT, answered
from thinktank_model.integrations.mcp_files import Files
from thinktank_model.integrations.mcp_tools import TEXT_LIMIT, RefusedError, Tools
from thinktank_model.problems.explanations import catalogue, explain

from .conftest import Runner
from .oracles import oracle
from .test_profiles import MY

oracle("mcp")

from mcp import Client, StdioServerParameters, types
from mcp.client.stdio import stdio_client

from thinktank_model.integrations.mcp import server

from .scale import in_full

ARTICLE = "On 12 June 2024, more than 40 think tanks met\nin Lyon. The forum adopted a declaration."
SECRET = "a word that no answer may hold: xyzzy"
EVENT = {"type": "event", "id": "event:x", "names": [{"value": "X", "lang": "en"}], "start": "2024-06-12"}


class Answer(NamedTuple):
    """The answer that the client received."""

    text: str
    data: Any
    is_error: bool


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files for the server, and one that it must not read."""
    folder = tmp_path_factory.mktemp("mcp")
    tm.example("riverside-2025").write(folder / "programme.json")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    (folder / "secret.json").write_text(json.dumps({**EVENT, "id": "event:secret"}), encoding="utf-8")
    return folder


def asked(folder: Path, files: list[str], calls: list[tuple[str, Any]]) -> tuple[list[Answer], str]:
    """Start the server, send all calls, and return the answers and the standard error."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "thinktank_model", "mcp", "--lang", "en", *files], cwd=folder
    )

    async def ask() -> list[Answer]:
        answers = []
        with open(folder / "errors.txt", "w+", encoding="utf-8") as errors:
            async with Client(stdio_client(command, errors)) as client:
                for name, arguments in calls:
                    answers.append(answer_of(await client.call_tool(name, arguments)))
        return answers

    return asyncio.run(ask()), (folder / "errors.txt").read_text(encoding="utf-8")


def asked_here(tools: Tools, calls: list[tuple[str, Any]]) -> list[Answer]:
    """Send the same calls to a server in this process."""

    async def ask() -> list[Answer]:
        async with Client(server(tools)) as client:
            return [answer_of(await client.call_tool(name, arguments)) for name, arguments in calls]

    return asyncio.run(ask())


def answer_of(result: types.CallToolResult) -> Answer:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return Answer(content.text, result.structured_content, result.is_error)


@pytest.fixture
def tools(folder: Path) -> Tools:
    """Return the tools for the two files."""
    return Tools(Files([str(folder / "programme.json"), str(folder / "article.txt")]))


# --- By the official client ---

ORDINARY: list[tuple[str, Any]] = [
    ("validate", {"text": json.dumps({**EVENT, "start": "20/12/2024"})}),
    ("explain", {"name": "date.syntax"}),
    ("explain", {"name": "event"}),
    ("find", {"name": "marsh"}),
    ("show", {}),
    ("show", {"id": "organization:riverside-institute"}),
    ("propose_record", {"record": {**EVENT, "kind": None, "theme": [{"key": "en", "value": "Water"}]}}),
    ("check_quote", {"quote": "40 think tanks met in Lyon"}),
    ("check_quote", {"quote": "more than 50 think tanks met in Lyon"}),
]


@in_full
def test_each_tool_answers_the_official_client(folder: Path) -> None:
    """With structured data, and with the same data as JSON text."""
    answers, errors = asked(folder, ["programme.json", "article.txt"], ORDINARY)
    assert errors == "" and not any([answer.is_error for answer in answers])
    for answer in answers:
        assert answer.data is None or json.loads(answer.text) == answer.data
    wrong, code, form, found, whole, shown, proposed, quote, near = answers
    assert not wrong.data["valid"] and wrong.data["problems"][0]["code"] == "date.syntax"
    assert 'did you mean "2024-12-20"?' in wrong.data["problems"][0]["message"]
    assert code.text == explain("date.syntax")
    assert form.data["schema"] == tm.json_schema(tm.Event, variant="llm")
    assert [hit["id"] for hit in found.data["found"]] == ["organization:marsh-observatory"]
    assert [one["file"] for one in whole.data["files"]] == ["programme.json", "article.txt"]
    assert shown.data["record"] == tm.to_dict(tm.example("riverside-2025")["organization:riverside-institute"])
    referrer = {
        "id": "program:riverside",
        "label": "Riverside Cooperation Programme (invented)",
        "at": ["/host_ids/0", "/funding/0/funder_id"],
    }
    assert shown.data["referred_to_by"][0] == referrer
    assert proposed.data["accepted"] and proposed.data["records"] == [{**EVENT, "theme": {"en": "Water"}}]
    assert quote.data["found"] and quote.data["passage"] == "40 think tanks met\nin Lyon"
    assert not near.data["found"] and near.data["near"]["passage"] == "more than 40 think tanks met\nin Lyon"


def test_the_client_is_told_what_the_tools_take_and_that_they_only_read(folder: Path) -> None:
    """Each tool has a valid schema, and the hint that it changes nothing."""

    async def listed() -> list[types.Tool]:
        async with Client(server(Tools(Files([])), "1.0")) as client:
            return list((await client.list_tools()).tools)

    found = asyncio.run(listed())
    assert [one.name for one in found] == ["validate", "explain", "find", "show", "propose_record", "check_quote"]
    for one in found:
        assert one.annotations is not None and one.annotations.read_only_hint and one.description
        oracle("jsonschema").Draft202012Validator.check_schema(one.input_schema)
        assert all([said["description"] for said in one.input_schema["properties"].values()])


LONG = "x" * 5_000_000
PATHS = ["secret.txt", "../secret.txt", "./secret.json", "file:secret.txt", "/etc/passwd", "article.txt/../secret.txt"]
ODD: list[Any] = [1, True, [], {}, [1], {"a": 1}, 1e300, "", LONG]
HOSTILE: list[tuple[str, Any]] = [
    ("nothing", {}),
    ("", {}),
    ("__init__", {}),
    *[(name, {}) for name in ("validate", "explain", "find", "propose_record", "check_quote")],
    *[(name, {"path": "secret.txt"}) for name in ("validate", "show", "find", "check_quote")],
    *[("validate", {"text": path}) for path in PATHS],
    *[("explain", {"name": path}) for path in PATHS],
    *[("show", {"id": path}) for path in [*PATHS, "event:secret"]],
    *[("validate", {"text": value}) for value in ODD],
    *[("find", {"name": value}) for value in [*ODD[:6], "x" * 100_000]],
    *[("find", {"name": "a", "type": value}) for value in (1, "organisation", "__class__")],
    *[("show", {"id": value}) for value in [*ODD[:6], "x" * 100_000, "event:\x00", "\u202e", "{0.__class__}", "%s"]],
    ("show", {"id": "organization:riverside-institute", "at": "names"}),
    ("show", {"id": "organization:riverside-institute", "at": "/names/9"}),
    ("show", {"id": "organization:riverside-institute", "at": "/names/x/~2"}),
    ("show", {"id": "organization:riverside-institute", "at": "/id/0"}),
    ("propose_record", {"record": 1}),
    ("propose_record", {"record": []}),
    ("propose_record", {"record": {}}),
    ("check_quote", {"quote": "x", "text": 1}),
    ("check_quote", {"quote": "x" * 100_000}),
]
ODD_RECORDS: list[Any] = [{"type": 1}, {"type": []}, {"records": 1}, {"records": [1, None]}]
WRONG: list[tuple[str, Any]] = [
    *[("check_quote", {"quote": "xyzzy", "text": path}) for path in PATHS],
    *[("find", {"name": path}) for path in PATHS],
    *[("propose_record", {"record": path}) for path in PATHS],
    *[("propose_record", {"record": value}) for value in ODD_RECORDS],
    ("propose_record", {"record": {**EVENT, "names": {"en": "X"}}}),
    ("propose_record", {"record": {**EVENT, "$schema": "file:secret.json", "schema_version": "9.9"}}),
    ("propose_record", {"record": {**EVENT, "extensions": {"a:b": [[[[[[1e308]]]]]]}}}),
    ("propose_record", {"record": "[" * 100_000}),
    ("validate", {"text": '{"a":' * 10_000}),
    ("validate", {"text": '{"a": 1, "a": 2, "b": NaN}'}),
    ("validate", {"text": "{" + '"k": "' + "x" * 100_000 + '"}'}),
]


@pytest.mark.slow
def test_hostile_arguments_get_a_sentence(folder: Path) -> None:
    """Invalid arguments get an error in one line, and the server continues; no answer contains another file."""
    calls = [*HOSTILE, *WRONG, *ORDINARY]
    answers, errors = asked(folder, ["programme.json", "article.txt"], calls)
    assert errors == ""
    for (name, arguments), answer in zip(calls, answers, strict=True):
        assert "Traceback" not in answer.text and "xyzzy" not in answer.text and "root:" not in answer.text, name
        assert "event:secret" not in answer.text or "event:secret" in str(arguments)
        assert len(answer.text) <= LIMIT
    for call, answer in list(zip(calls, answers, strict=True))[: len(HOSTILE)]:
        assert answer.is_error and "\n" not in answer.text and 10 < len(answer.text) < 1000, call
    for call, answer in list(zip(calls, answers, strict=True))[len(HOSTILE) :]:
        assert not answer.is_error, call


def call_all(tools: Tools) -> None:
    for name, arguments in [*HOSTILE, *WRONG, *ORDINARY]:
        with contextlib.suppress(RefusedError):
            tools.call(name, arguments)


def test_no_file_is_opened_but_those_that_were_named(folder: Path, tools: Tools) -> None:
    """For any arguments; checked with the audit hook of the interpreter, which sees every opened file."""
    call_all(tools)  # modules that are loaded on request are loaded before the hook is set
    opened: list[str] = []
    is_on = [True]

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and is_on[0]:
            opened.append(os.fspath(arguments[0]) if isinstance(arguments[0], (str, os.PathLike)) else "")

    sys.addaudithook(hear)  # it stays set: audit hooks cannot be removed
    call_all(tools)
    os.utime(folder / "article.txt", (0, 0))
    tools.call("check_quote", {"quote": "Lyon"})
    is_on[0] = False
    assert {Path(path) for path in opened} == {folder / "article.txt"}


def test_arguments_of_half_characters_are_refused(tools: Tools) -> None:
    """The official client cannot send lone surrogates; another client could."""
    with pytest.raises(RefusedError, match="half of a surrogate pair"):
        tools.call("find", {"name": "\ud800"})


# --- Without files, and with files that change ---


def test_without_files_what_needs_none_works() -> None:
    """The other tools answer that a file is needed."""
    calls: list[tuple[str, Any]] = [
        ("propose_record", {"record": EVENT}),
        ("check_quote", {"quote": "b c", "text": "a b c"}),
        ("find", {"name": "a"}),
        ("show", {}),
        ("check_quote", {"quote": "a"}),
        ("explain", {"name": "date.syntax"}),
    ]
    proposed, quote, *refused, explained = asked_here(Tools(Files([])), calls)
    assert proposed.data["accepted"] and quote.data["found"] and explained.text == explain("date.syntax")
    assert all([answer.is_error and "command line" in answer.text for answer in refused])


def test_of_files_without_a_text_no_quote_is_looked_up(folder: Path) -> None:
    """The sentence says how to add one."""
    with pytest.raises(RefusedError, match="name a text file on the command line"):
        plain(Tools(Files([str(folder / "programme.json")])), "check_quote", quote="a")


def test_the_exact_quote_in_one_text_is_before_the_near_one_in_another(folder: Path) -> None:
    """If no text has the quote, the answer says so."""
    (folder / "other.txt").write_text(ARTICLE.replace("40", "50"), encoding="utf-8")
    tools = Tools(Files([str(folder / "article.txt"), str(folder / "other.txt")]))
    found = plain(tools, "check_quote", quote="more than 50 think tanks met")
    assert found["found"] and found["in"] == str(folder / "other.txt")
    assert plain(tools, "check_quote", quote="the minister resigned") == {"found": False}


def test_a_file_is_read_again_after_it_changed(tmp_path: Path) -> None:
    """If a part of it cannot be read, every answer says so."""
    path = tmp_path / "a.json"
    tools = Tools(Files([str(path)]))
    assert plain(tools, "show")["notes"] == [f"{path} cannot be read: No such file or directory"]
    path.write_text(json.dumps(EVENT), encoding="utf-8")
    assert plain(tools, "show", id="event:x")["record"] == EVENT
    path.write_text(json.dumps({**EVENT, "id": "event:yy"}), encoding="utf-8")
    with pytest.raises(RefusedError, match=r'"event:x"; find looks'):
        tools.call("show", {"id": "event:x"})
    path.write_text('{"type": "dataset", "schema_version": "1.0", "records": [{"type": "event"}]}', encoding="utf-8")
    (note,) = plain(tools, "show")["notes"]
    assert note.endswith("has 2 errors; what they are in is not known here")


FAULTS = [
    ("a.txt", b"\xff\xfe", "is not UTF-8 text"),
    ("a.txt", b"x" * (4 * 2**20 + 1), "cannot be read"),
    ("a.json.gz", b"not packed", "cannot be read"),
]


@pytest.mark.parametrize(("name", "data", "says"), FAULTS)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    """In one sentence with the name of the file."""
    path = tmp_path / name
    path.write_bytes(data)
    (opened,) = Files([str(path)]).opened()
    assert opened.dataset is None and opened.text is None and says in opened.fault and str(path) in opened.fault


def test_the_same_file_named_twice_is_one(folder: Path) -> None:
    """Otherwise every record would be there twice."""
    assert len(list(Files([str(folder / "article.txt")] * 2).opened())) == 1


# --- The tools ---


def plain(tools: Tools, tool: str, /, **arguments: Any) -> dict[str, Any]:
    answer = tools.call(tool, arguments)
    assert isinstance(answer, dict)
    return answer


def test_validate_takes_documents_and_lines(tools: Tools) -> None:
    """A dataset is checked by the rules across records; lines of JSON Lines one by one; each problem has its place."""
    document = {"type": "dataset", "schema_version": "1.0", "records": [EVENT, EVENT]}
    assert "record.duplicate-id" in [
        one["code"] for one in plain(tools, "validate", text=json.dumps(document))["problems"]
    ]
    lines = "\n".join([json.dumps({**EVENT, "id": f"event:{n}"}) for n in "ab"]) + '\n{"type": "event"}\n'
    found = plain(tools, "validate", text=lines)
    assert found["errors"] == 2 and {one["line"] for one in found["problems"][:2]} == {3}
    assert [one["severity"] for one in found["problems"]] == sorted([one["severity"] for one in found["problems"]])


def test_very_many_problems_are_counted(tools: Tools) -> None:
    """Only the first of them are listed."""
    found = plain(tools, "validate", text=json.dumps({**EVENT, "names": [{"valu": "X"}] * 200}))
    assert len(found["problems"]) == 50 and found["not_listed"] == found["errors"] - 50 > 100


def test_show_lists_the_records_of_a_type_and_parts_of_one(tools: Tools) -> None:
    """Lists have ids and labels; a pointer selects a part of a record."""
    listed = plain(tools, "show", id="event")["records"]
    assert {"id": "event:riverside-dialogues", "label": "Riverside Dialogues (invented)"} in listed
    part = plain(tools, "show", id="organization:riverside-institute", at="/names/1/value")
    assert (part["value"], part["id"], part["at"]) == ("RI", "organization:riverside-institute", "/names/1/value")


def test_an_id_that_is_like_another_is_suggested(tools: Tools) -> None:
    """If no id is similar, there is no suggestion."""
    with pytest.raises(RefusedError, match="did you mean 'organization:riverside-institute'"):
        plain(tools, "show", id="organization:riverside-institut")
    with pytest.raises(RefusedError, match="find looks for records by name"):
        plain(tools, "show", id="organization:x")


def test_find_can_be_of_one_type(tools: Tools) -> None:
    """The best matches first, from all files."""
    found = plain(tools, "find", name="riverside", type="program")["found"]
    assert {one["id"].split(":")[0] for one in found} == {"program"}
    assert [one["score"] for one in found] == sorted([one["score"] for one in found], reverse=True)


def test_a_proposed_record_is_checked_among_the_others(tools: Tools) -> None:
    """A dangling reference is an error, and a used id is reported; in both forms, with the places of problems."""
    lost = plain(tools, "propose_record", record={**EVENT, "program_ids": ["program:nope"]})
    assert not lost["accepted"] and lost["problems"][0]["code"] == "reference.dangling" and "replaces" not in lost
    same = plain(tools, "propose_record", record=tm.to_llm(tm.example("riverside-2025")["source:riverside-charter"]))
    assert same["accepted"] and same["replaces"] == ["source:riverside-charter"]
    answer = tm.to_llm([tm.loads(json.dumps(EVENT)), tm.loads(json.dumps({**EVENT, "id": "event:y"}))])
    both = plain(tools, "propose_record", record=json.dumps(answer))
    assert [one["id"] for one in both["records"]] == ["event:x", "event:y"]
    answer["records"][1]["start"] = "12/13/2024"
    wrong = plain(tools, "propose_record", record=answer)
    assert not wrong["accepted"] and "records" not in wrong
    assert [(one["at"], one["id"]) for one in wrong["problems"]] == [("/records/1/start", "event:y")]


def test_proposed_records_have_different_ids(folder: Path) -> None:
    """Two of one id would be one record; also where no file was named."""
    twice = {"records": [EVENT, {**EVENT, "names": [{"value": "Another"}]}]}
    for files in ([], [str(folder / "programme.json")]):
        found = plain(Tools(Files(files)), "propose_record", record=twice)
        assert not found["accepted"]
        (problem,) = [one for one in found["problems"] if one["severity"] == "error"]
        assert (problem["code"], problem["at"], problem["id"]) == ("record.duplicate-id", "/records/1/id", "event:x")


def test_a_text_has_a_greatest_length(tools: Tools) -> None:
    """The sentence and the page name it; the longest text is answered."""
    longest = "{" + "x" * (TEXT_LIMIT - 1)
    assert not plain(tools, "validate", text=longest)["valid"]
    for tool, name in (("validate", "text"), ("propose_record", "record")):
        with pytest.raises(RefusedError, match=f"{name} has 1,000,001 characters, at most 1,000,000 are taken"):
            plain(tools, tool, **{name: longest + "}"})
    page = (Path(__file__).parent.parent / "docs" / "howto" / "mcp.md").read_text(encoding="utf-8")
    assert f"at most {TEXT_LIMIT:,} characters" in page.replace("\n", " ")


def test_messages_are_in_the_language_that_was_asked_for(folder: Path) -> None:
    """As of the other verbs."""
    found = plain(Tools(Files([]), "fr"), "validate", text=json.dumps({**EVENT, "start": "?"}))
    assert "n’est pas une date" in found["problems"][0]["message"]


# --- Sizes ---


def test_every_explanation_and_form_fits() -> None:
    """Neither is ever cut."""
    tools = Tools(Files([]))
    families = {code.partition(".")[0] for code in catalogue()}
    assert max([len(str(tools.call("explain", {"name": family}))) for family in families]) < LIMIT
    for tag in tools.types:
        assert json.loads(answered(plain(tools, "explain", name=tag)))["schema"] == tm.json_schema(
            CLASSES[tag], variant="llm"
        )


@pytest.fixture
def large(tmp_path: Path) -> Tools:
    """Return the tools for a dataset of many records, one of which is very long."""
    names = [{"value": f"Name {n} " + "x" * 300} for n in range(3000)]
    records: list[Any] = [
        {"type": "organization", "id": f"organization:o{n}", "names": [{"value": f"O {n}"}]} for n in range(5000)
    ]
    records.append({**EVENT, "names": names, "notes": {"en": "y" * 500_000}})
    (tmp_path / "large.json").write_text(json.dumps({"type": "dataset", "schema_version": "1.0", "records": records}))
    return Tools(Files([str(tmp_path / "large.json")]))


def test_no_answer_is_longer_than_its_limit(large: Tools) -> None:
    """A cut answer says so, and gives the pointer to the remaining part."""
    for name, arguments in [("show", {"id": "organization"}), ("show", {"id": "event:x"}), ("find", {"name": "O"})]:
        text = answered(plain(large, name, **arguments))
        assert len(text) <= LIMIT
        json.loads(text)
    shown = json.loads(answered(plain(large, "show", id="event:x")))
    assert "/record/names: 50 of 3000 items are shown" in shown["left_out"]
    assert plain(large, "show", id="event:x", at="/names/2999")["value"]["value"].startswith("Name 2999")


def test_find_of_a_type_looks_behind_the_records_of_others(tmp_path: Path) -> None:
    """However many records of other types have the name."""
    named: list[Any] = [
        {"type": "organization", "id": f"organization:o{n}", "names": [{"value": "Forum"}]} for n in range(80)
    ]
    (tmp_path / "a.jsonl").write_text(
        "\n".join([json.dumps(one) for one in [*named, {**EVENT, "names": [{"value": "Forum"}]}]])
    )
    tools = Tools(Files([str(tmp_path / "a.jsonl")]))
    assert [one["id"] for one in plain(tools, "find", name="forum", type="event")["found"]] == ["event:x"]
    assert len(plain(tools, "find", name="forum")["found"]) == 50


def test_cutting_ends_whatever_is_cut() -> None:
    """Wide and deep values, many texts and long texts; many places are counted."""
    wide = {f"k{n}": {f"k{m}": ["x" * 1000] * 100 for m in range(50)} for n in range(50)}
    text = answered({"a": wide})
    assert len(text) <= LIMIT and json.loads(text)["left_out"][0] == "/a: 2 of 50 items are shown"
    many = json.loads(answered({"a": [["x" * 300] * 20 for _ in range(100)]}))
    assert len(many["left_out"]) == 21 and many["left_out"][-1].startswith("and at ")
    deep: Any = "x"
    for _ in range(20):
        deep = [deep, deep]
    assert json.loads(answered({"a": deep})) == {"left_out": ["everything: ask for less"]}


# --- The command ---


def test_the_command_says_what_it_cannot_do(here: Runner) -> None:
    """Standard input is reserved for the client."""
    code, _, err = here("mcp", "-")
    assert code == 2 and "standard input is for the client" in err


def test_without_the_package_one_sentence_says_what_to_install() -> None:
    """As of every extra."""
    code = "import sys; sys.modules['mcp'] = None; sys.argv[1:] = ['mcp']; from thinktank_model.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "") and done.stderr.count("\n") == 1
    assert 'mcp needs mcp: pip install "thinktank-model[mcp]"' in done.stderr


@pytest.mark.slow
def test_the_command_says_at_the_start_what_it_cannot_read(folder: Path) -> None:
    """The server runs all the same, because the file may appear later."""
    answers, errors = asked(folder, ["nothing.json"], [("show", {})])
    assert errors == "thinktank-model: nothing.json cannot be read: No such file or directory\n"
    assert answers[0].data["notes"] == ["nothing.json cannot be read: No such file or directory"]


def test_the_settings_for_clients_on_the_page_start_the_server() -> None:
    """Each block is valid JSON with absolute paths, because the client starts the command in another folder."""
    page = (Path(__file__).parent.parent / "docs" / "howto" / "mcp.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        ((_, servers),) = json.loads(block).items()
        started = servers["thinktank-model"]
        verb, *files = started["args"]
        assert (started["command"], verb) == ("thinktank-model", "mcp")
        assert files and all([file.startswith(("/", "${workspaceFolder}/")) for file in files])


def test_the_page_names_each_tool_and_the_limit() -> None:
    """In its table, with the descriptions that the client sees."""
    page = (Path(__file__).parent.parent / "docs" / "howto" / "mcp.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(Tools(Files([])).by_name)
    assert f"at most {LIMIT:,} characters" in page.replace("\n", " ")


def test_the_records_of_a_profile_are_known(tmp_path: Path) -> None:
    """If --profile is given: their forms, their records and the rules across them."""
    names = [{"value": "A"}]
    grant = {"type": "my:grant", "id": "my:grant:a", "names": names, "recipient_id": "organization:x", "amount": 9}
    (tmp_path / "a.jsonl").write_text(json.dumps(EVENT) + "\n", encoding="utf-8")
    tools = Tools(Files([str(tmp_path / "a.jsonl")], scope=MY.scope, dataset_class=MY.Dataset))
    assert plain(tools, "explain", name="my:grant")["schema"]["title"] == "Grant"
    proposed = plain(tools, "propose_record", record=grant)
    assert proposed["records"] == [grant] and proposed["problems"][0]["code"] == "reference.dangling"
    assert plain(Tools(Files([])), "propose_record", record=grant)["problems"][0]["code"] == "profile.unknown-type"


@pytest.mark.slow
def test_lines_that_are_not_of_the_protocol_do_not_end_the_server(folder: Path) -> None:
    """A line that is not a message is skipped, an invalid message is refused, and the next one is answered."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    deep = b'{"a":' * 150 + b"1" + b"}" * 150
    too_deep = b'{"a":' * 200 + b"1" + b"}" * 200
    lines = [
        b"not json",
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}).encode(),
        b'{"jsonrpc": "2.0", "method": "notifications/initialized"}',
        request(2, b'{"name": "find", "arguments": {"name": "\\ud800"}}'),
        request(3, b'{"name": "find", "arguments": [1]}'),
        request(4, b'{"name": 5}'),
        request(5, b'{"name": "propose_record", "arguments": {"record": ' + deep + b"}}"),
        request(7, b'{"name": "propose_record", "arguments": {"record": ' + too_deep + b"}}"),
        request(6, b'{"name": "find", "arguments": {"name": "marsh"}}'),
    ]
    command = [sys.executable, "-m", "thinktank_model", "mcp", "programme.json"]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as it:
        assert it.stdin is not None and it.stdout is not None and it.stderr is not None
        it.stdin.write(b"\n".join(lines) + b"\n")
        it.stdin.flush()
        answers: dict[int, Any] = {}
        while not answers.keys() >= {1, 3, 4, 5, 6}:
            answer = json.loads(it.stdout.readline())
            answers[answer["id"]] = answer
        it.stdin.close()
        assert it.wait(60) == 0 and it.stderr.read() == b""
    assert answers[6]["result"]["structuredContent"]["found"][0]["id"] == "organization:marsh-observatory"
    assert answers[3]["error"]["message"] == answers[4]["error"]["message"] == "Invalid request parameters"
    assert not answers[5]["result"]["structuredContent"]["accepted"]
    assert 7 not in answers  # the protocol library drops what it cannot read, without a reply:
    with pytest.raises(ValueError, match="recursion limit exceeded"):
        types.jsonrpc_message_adapter.validate_json(lines[9])


def request(id: int, params: bytes) -> bytes:
    return b'{"jsonrpc": "2.0", "id": %d, "method": "tools/call", "params": %s}' % (id, params)

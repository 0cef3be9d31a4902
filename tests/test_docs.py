"""README and documentation: every Python block runs, and prints the output on the page."""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import json
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

import thinktank_model as tm

from .oracles import oracle
from .scale import IN_FULL

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs").glob("[!_]*/*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```(?:\n+```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_the_code_of_a_page_runs_and_prints_what_the_page_says(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All blocks of a page share one namespace; the output of each is compared with the text below it."""
    module = types.ModuleType("page")
    monkeypatch.setitem(
        sys.modules, "page", module
    )  # the namespace in which annotations of a page's own classes are resolved
    text = page.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    for name in re.findall(r"^(?:from|import) (\w+)", "\n".join([code for code, _ in blocks]), re.MULTILINE):
        oracle(name)
    for code, expected in blocks:
        if code.startswith(">>>"):
            examples = doctest.DocTestParser().get_doctest(code, vars(module), str(page), str(page), 0)
            result = doctest.DocTestRunner().run(examples, clear_globs=False)
            assert result.attempted and not result.failed
            vars(module).update(examples.globs)
            continue
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(code, str(page), "exec"), vars(module))
        except ImportError as error:  # the format needs a package
            if IN_FULL:
                raise
            pytest.skip(str(error))
        assert printed.getvalue() == expected, code


def test_the_example_script_runs() -> None:
    """With the first command of the README."""
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "article.py"], capture_output=True, text=True, check=True
    )
    assert "0 errors" in done.stdout and done.stdout.rstrip().endswith("equal: True") and not done.stderr


def test_the_notebook_runs() -> None:
    """Cell by cell; each result can be shown as text, and as HTML if it is a card or a table."""
    oracle("pandas")
    notebook = json.loads((ROOT / "examples" / "notebook.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    shown = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            *body, last = ast.parse("".join(cell["source"])).body
            exec(compile(ast.Module(body, []), "notebook", "exec"), names)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), "notebook", "eval"), names)
                assert repr(value) and getattr(value, "_repr_html_", str)() is not None
                shown += 1
            else:
                exec(compile(ast.Module([last], []), "notebook", "exec"), names)
    assert shown > 5


def test_the_command_in_the_readme_prints_what_the_readme_says(tmp_path: Path) -> None:
    """`validate` with the file of the example."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (record,) = re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    ((arguments, expected),) = re.findall(
        r"^```console\n\$ thinktank-model (.*?)\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    )
    (tmp_path / "my-event.json").write_text(record, encoding="utf-8")
    command = [sys.executable, "-m", "thinktank_model", *arguments.split()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert expected and done.stdout == expected


def test_every_page_is_reachable() -> None:
    """From a table of contents."""
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in PAGES[1:]:
        name = str(page.relative_to(ROOT / "docs").with_suffix(""))
        assert name == "index" or f"\n{name}\n" in index, name


def test_every_rule_of_a_code_has_a_wrong_and_a_right_example() -> None:
    """Except codes that no short text can show."""
    unseen = {"json.byte-order-mark", "json.not-utf8", "json.nul-tail", "file.damaged"}
    long = {
        "json.line-too-long",
        "json.too-deep",
        "record.more-problems",
        "record.too-many-problems",
        "report.more-problems",
        "file.too-large",
        "file.unpacks-too-large",
        "profile.rule-failed",
    }
    assert {name for name, code in tm.catalogue().items() if not code.good} == long | unseen
    assert {name for name, code in tm.catalogue().items() if not code.bad} == long | unseen | {"json.empty"}

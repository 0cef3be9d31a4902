"""Hostile texts in a real browser: no text in names, keys and ids runs or becomes an element."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm

from .test_editing import event, member, organization, program, source

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium; .ci/stages/browser installs it and runs these tests"
)

RUN = "window.ran.push(1)"  # what each of these runs if it is not escaped
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"</td></tr></table><script>{RUN}</script>",
    f"\"'><img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}'>",
    f"<svg onload={RUN}><set attributeName=x begin=0s onbegin={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f"<style onload={RUN}></style><link rel=stylesheet href=data:text/css, onload={RUN}>",
    f"<!--><script>{RUN}</script>-->",
    f"<math><mtext><img src=x onerror={RUN}>",
    f"<a href='javascript:{RUN}' id=link>x</a>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"<body onload={RUN}>",
]
PAGE = """<!doctype html><meta charset="utf-8"><script>window.ran = []</script>
<div id="parsed">%s</div><div id="inserted"></div><pre id="verdict"></pre>
<script>
const inserted = document.getElementById("inserted"), parsed = document.getElementById("parsed")
inserted.innerHTML = %s
setTimeout(() => {
  for (const link of document.querySelectorAll("a")) link.click()
  const of = (box) => [...new Set([...box.querySelectorAll("*")].map((one) => one.localName))].sort()
  const attributes = [...document.querySelectorAll("div *")].flatMap((one) => one.getAttributeNames())
  document.getElementById("verdict").textContent = JSON.stringify({
    ran: window.ran.length, parsed: of(parsed), inserted: of(inserted),
    attributes: [...new Set(attributes)], text: parsed.textContent,
  })
}, 300)
</script>"""
TAGS = {"table", "thead", "tbody", "tr", "th", "td", "p", "strong", "ul", "li"}


def seen(html: str, folder: Path) -> dict[str, Any]:
    """Return what a browser makes of a text, as part of a page and inside a notebook."""
    assert PROGRAM is not None
    page = folder / "page.html"
    page.write_text(PAGE % (html, json.dumps(html).replace("</", "<\\/")), encoding="utf-8")
    command = [
        PROGRAM,
        "--headless",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=3000",
    ]
    if os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium refuses to run as root inside its sandbox
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, check=True, timeout=120)
    found = re.search('<pre id="verdict">(.+?)</pre>', done.stdout.decode(), re.DOTALL)
    assert found is not None, done.stderr.decode()[-1000:]
    verdict: dict[str, Any] = json.loads(unescape(found[1]))
    return verdict


def hostile() -> list[Any]:
    """Return the HTML of the library, with hostile texts in every text."""
    texts = {"en": PAYLOADS[0], "fr": PAYLOADS[2]}
    ds = tm.Dataset(
        title=texts,
        records=[
            *[organization(f"o{n}", names=[{"value": text}], notes={"en": text}) for n, text in enumerate(PAYLOADS)],
            program(names=[{"value": text, "lang": "en"} for text in PAYLOADS[:1]]),
            member("m", "organization:o2"),
            event(
                description=texts,
                agenda=[{"title": {"en": text}} for text in PAYLOADS],
                extensions={"x:a": {text: [text, {text: text}] for text in PAYLOADS}},
            ),
            source(titles=texts),
        ],
    )
    kept = tm.from_dict({**source(), **dict.fromkeys(PAYLOADS, PAYLOADS)}, unknown="keep")
    reports = [tm.validate({"type": "event", "id": text, "names": text, text: text}) for text in PAYLOADS]
    return [ds, ds.organizations, ds.events, ds.members, *ds, kept, *reports, reports[0][0]]


def test_the_browser_runs_what_is_not_escaped(tmp_path: Path) -> None:
    """A check of the test: unescaped, the same texts run many times and become elements."""
    verdict = seen("".join(PAYLOADS), tmp_path)
    assert verdict["ran"] >= 5 and {"script", "img", "svg", "iframe"} <= set(verdict["parsed"])


def test_nothing_in_a_table_or_card_runs(tmp_path: Path) -> None:
    """Each text is shown unchanged."""
    verdict = seen("".join([thing._repr_html_() for thing in hostile()]), tmp_path)
    assert verdict["ran"] == 0
    assert set(verdict["parsed"]) <= TAGS and set(verdict["inserted"]) <= TAGS and verdict["attributes"] == ["style"]
    assert all([text in verdict["text"] for text in PAYLOADS])


def test_nothing_in_a_comparison_runs(tmp_path: Path) -> None:
    """In the page that `diff --format html` writes."""
    for name, text in (("one", "A"), ("other", PAYLOADS[2])):
        tm.Dataset(records=[organization("a", names=[{"value": text}], notes={"en": text})]).write(
            tmp_path / f"{name}.json"
        )
    command = [sys.executable, "-m", "thinktank_model", "diff", "one.json", "other.json", "--format", "html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    verdict = seen(done.stdout.decode(), tmp_path)
    assert verdict["ran"] == 0 and PAYLOADS[2] in verdict["text"] and "img" not in verdict["parsed"]

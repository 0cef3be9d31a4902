"""The recipes of the documentation page: each works with a server that follows the provider's protocol and its restrictions."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from thinktank_model.extract import loop

from .stand_ins import ARTICLES

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "from-an-article.md"
KEY = "a-key"


def is_strict(schema: Any) -> bool:
    """Return whether every object of a schema is closed, and requires each of its keys."""
    if isinstance(schema, list):
        return all([is_strict(part) for part in schema])
    if not isinstance(schema, dict):
        return True
    if "properties" in schema and (
        schema.get("additionalProperties") is not False or schema.get("required") != list(schema["properties"])
    ):
        return False
    return not schema.keys() & {"oneOf", "pattern", "$schema", "$id"} and all(
        [is_strict(part) for part in schema.values()]
    )


class Provider(BaseHTTPRequestHandler):
    """A server that answers with the records of the article, in the protocol of the request."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self._answer(body)
        sent = json.dumps({"error": "bad request"} if answer is None else answer).encode()
        self.send_response(400 if answer is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def _answer(self, body: dict[str, Any]) -> dict[str, Any] | None:
        said = ARTICLES[0].answer
        roles = [message["role"] for message in body["messages"]]
        match self.path:
            case "/v1/chat/completions":
                wanted = body["response_format"]["json_schema"]
                is_known = self.headers["Authorization"] in (f"Bearer {KEY}", None)
                if not (is_known and wanted["strict"] and is_strict(wanted["schema"]) and roles[0] == "system"):
                    return None
                return {
                    "choices": [
                        {"message": {"role": "assistant", "content": json.dumps(said)}, "finish_reason": "stop"}
                    ]
                }
            case "/anthropic/v1/messages":
                (tool,) = body["tools"]
                is_known = self.headers["x-api-key"] == KEY and self.headers["anthropic-version"] == "2023-06-01"
                if not (is_known and is_strict(tool["input_schema"]) and "system" not in roles and body["max_tokens"]):
                    return None
                if body["tool_choice"] != {"type": "tool", "name": tool["name"]} or not body["system"]:
                    return None
                return {
                    "content": [
                        {"type": "text", "text": "Here."},
                        {"type": "tool_use", "name": tool["name"], "input": said},
                    ]
                }
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Write no log."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of the server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def recipes() -> dict[str, Callable[..., Any]]:
    """Return the functions of the page."""
    names: dict[str, Any] = {"json": json}
    for code in re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        if re.search(r"^def (?!call)", code, re.MULTILINE):
            exec(compile(code, str(PAGE), "exec"), names)
    return names


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("chat_completions", lambda url: (f"{url}/v1", "a-model", KEY)),
        ("local", lambda url: ("a-model", f"{url}/v1")),
        ("messages_protocol", lambda url: (f"{url}/anthropic", "a-model", KEY)),
    ],
)
def test_a_recipe_speaks_its_protocol(
    name: str, arguments: Callable[[str], tuple[str, ...]], url: str, recipes: dict[str, Callable[..., Any]]
) -> None:
    """The answer of the server is accepted at the first attempt."""
    article = ARTICLES[0]
    call = recipes[name](*arguments(url))
    found = loop(article.text, call, lang=article.lang, published=article.published)
    assert found.problems.ok and found.tries == 1 and len(found.records) == len(article.accept(article.answer).records)


def test_a_wrong_key_is_refused(url: str, recipes: dict[str, Callable[..., Any]]) -> None:
    """So the server does check the headers."""
    call = recipes["messages_protocol"](f"{url}/anthropic", "a-model", "another")
    with pytest.raises(HTTPError, match="400") as refused:
        loop("A forum.", call, lang="en")
    refused.value.close()

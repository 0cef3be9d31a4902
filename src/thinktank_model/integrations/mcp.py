"""A server of the Model Context Protocol (MCP), with which the client of a language model can use the library: extra `mcp`.

It uses standard input and output, writes no file, opens no connection, and reads only the files that it was started
with. The answer to any request is data or one sentence.
"""

from __future__ import annotations

import json
from typing import Any, Final

import anyio
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from .mcp_answers import LIMIT, answered
from .mcp_tools import RefusedError, Tools

__all__ = ["serve", "server"]

INSTRUCTIONS: Final = (
    "Records of think-tank cooperation programmes: organizations, people, programmes, members, events, outputs. Ask explain for "
    "the form of a record before you propose one. Take facts only from a text, check each quote with check_quote, and never "
    "invent a name, a number or a date. Nothing is stored."
)
HINTS: Final = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server(tools: Tools, version: str = "") -> Server[Any]:
    """Return a server for some tools, which any transport can run.

    Parameters:
        tools: the tools.
        version: the version that clients are told.
    """
    listed = [
        types.Tool(name=tool.name, description=tool.description, input_schema=tool.input_schema, annotations=HINTS)
        for tool in tools.by_name.values()
    ]

    async def list_tools(_context: Any, _params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def call_tool(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            answer = tools.call(params.name, params.arguments or {})
        except RefusedError as refused:
            return types.CallToolResult(content=[_text(str(refused))], is_error=True)
        if isinstance(answer, str):
            return types.CallToolResult(content=[_text(answer[:LIMIT])])
        written = answered(answer)
        return types.CallToolResult(content=[_text(written)], structured_content=json.loads(written))

    return Server(
        "thinktank-model",
        version=version,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


def serve(tools: Tools, version: str = "") -> None:
    """Answer on standard input and output until the client closes them. Parameters are those of `server`."""
    anyio.run(_serve, server(tools, version))  # pragma: no cover - driven by the tests in another process


async def _serve(made: Server[Any]) -> None:  # pragma: no cover - as above
    async with stdio_server() as (incoming, outgoing):
        await made.run(incoming, outgoing, made.create_initialization_options())

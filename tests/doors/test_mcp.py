"""The MCP server, asked by the SDK's own client: in memory, and over the standard streams of the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

import toponyms

mcp = pytest.importorskip("mcp", reason='the extra "mcp" is not installed')
anyio = pytest.importorskip("anyio")
if not hasattr(mcp, "Client"):
    pytest.skip("these tests use the client of the MCP SDK 2", allow_module_level=True)

from toponyms.integrations.mcp import INSTRUCTIONS, LONGEST_TEXT, server  # noqa: E402


def ask(question: Callable[[Any], Coroutine[Any, Any, None]]) -> None:
    """Put a question to a server in memory."""

    async def asked() -> None:
        async with mcp.Client(server()) as client:
            await question(client)

    anyio.run(asked)


def call(tool: str, **arguments: Any) -> Any:
    """Call one tool; return its structured content."""
    answers = []

    async def question(client: Any) -> None:
        answers.append(await client.call_tool(tool, arguments))

    ask(question)
    assert not answers[0].is_error, answers[0].content
    return answers[0].structured_content


def refused(tool: str, **arguments: Any) -> str:
    """Call one tool with something wrong; return what the model is told."""
    answers = []

    async def question(client: Any) -> None:
        answers.append(await client.call_tool(tool, arguments))

    ask(question)
    assert answers[0].is_error
    text: str = answers[0].content[0].text
    return text


def test_the_tools_say_that_doubt_is_returned() -> None:
    async def question(client: Any) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"resolve_toponym", "find_toponyms", "place_history"}
        for tool in tools.values():
            assert tool.annotations.read_only_hint is True
            assert tool.output_schema["type"] == "object"
            assert "    " not in tool.description
        for name in ("resolve_toponym", "find_toponyms"):
            assert "instead of guessing" in tools[name].description
            assert "ambiguous=true" in tools[name].description
        assert tools["find_toponyms"].input_schema["properties"]["text"]["maxLength"] == LONGEST_TEXT

    ask(question)
    assert "not guessed" in INSTRUCTIONS


def test_a_name_with_one_place() -> None:
    answer = call("resolve_toponym", name="Krasnoarmersk")
    assert (answer["id"], answer["name"], answer["ambiguous"]) == ("pokrovsk-donetsk", "Pokrovsk", False)
    assert answer["candidates"][0]["matched_kind"] == "misspelling"
    assert answer["candidates"][0]["lies_in"][-1] == "Donetsk Oblast"
    assert answer["explanation"] == toponyms.resolve("Krasnoarmersk").explain()


def test_an_ambiguous_name_comes_back_with_its_candidates_and_no_place() -> None:
    answer = call("resolve_toponym", name="Ivanivka", limit=3)
    assert answer["id"] is answer["name"] is answer["score"] is None
    assert answer["ambiguous"] is True
    assert answer["total"] > 100
    assert len(answer["candidates"]) == 3
    likeliest = call("resolve_toponym", name="Dzerzhinsk")
    assert (likeliest["id"], likeliest["ambiguous"]) == ("toretsk-donetsk", True)
    assert {"UA", "RU", "BY"} <= {candidate["country"] for candidate in likeliest["candidates"]}


def test_hints_and_unknown_names() -> None:
    assert call("resolve_toponym", name="Ivanivka", within="Henichesk Raion")["id"] == "ivanivka-henichesk-kherson"
    nothing = call("resolve_toponym", name="")
    assert (nothing["id"], nothing["candidates"], nothing["ambiguous"]) == (None, [], False)


def test_places_in_a_text() -> None:
    text = "Krasnoarmersk (Pokrovsk) holds; he was born in Ivanivka."
    answer = call("find_toponyms", text=text)
    assert [(m["text"], m["id"], m["ambiguous"]) for m in answer["mentions"]] == [
        ("Krasnoarmersk", "pokrovsk-donetsk", False), ("Pokrovsk", "pokrovsk-donetsk", False), ("Ivanivka", None, True),
    ]  # fmt: skip
    assert answer["ambiguous"] == 1
    assert all(text[m["start"] : m["end"]] == m["text"] for m in answer["mentions"])
    (small,) = call("find_toponyms", text="fighting near chasov yar", lower=True)["mentions"]
    assert small["id"] == "chasiv-yar-donetsk"


def test_the_history_of_a_place() -> None:
    answer = call("place_history", place_id="toretsk-donetsk")
    assert answer["canonical"] == {"uk": "Торецьк", "en": "Toretsk", "ru": "Торецк"}
    (old,) = [n for n in answer["names"] if n["kind"] == "former" and n["text"] == "Дзержинськ"]
    assert (old["until"], old["lang"]) == ("2016-02-04", "uk")
    assert "984-VIII" in old["source"]
    assert answer["ids"]["katottg"] == "UA14020110010025394"


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("place_history", {"place_id": "Toretsk"}, 'no place has the id "Toretsk"; resolve_toponym finds the id'),
        ("resolve_toponym", {"name": "Toretsk", "within": "Atlantis"}, 'no area is known as "Atlantis"'),
        ("resolve_toponym", {"name": "Toretsk", "on": "yesterday"}, "yesterday"),
        ("resolve_toponym", {"name": "x" * 201}, "at most 200 characters"),
        ("resolve_toponym", {"name": "Toretsk", "limit": 1000}, "less than or equal to 20"),
        ("find_toponyms", {"text": "x" * (LONGEST_TEXT + 1)}, "at most 20000 characters"),
    ],
)
def test_a_mistake_is_told_so_that_it_can_be_mended(tool: str, arguments: dict[str, Any], told: str) -> None:
    assert told in refused(tool, **arguments)


def test_the_command_speaks_over_standard_streams() -> None:
    async def asked() -> None:
        command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "toponyms", "mcp"])
        async with mcp.Client(mcp.stdio_client(command)) as client:
            answer = await client.call_tool("resolve_toponym", {"name": "Часов Яр"})
            assert answer.structured_content["id"] == "chasiv-yar-donetsk"

    anyio.run(asked)


def test_the_command_ends_with_its_client() -> None:
    command = [sys.executable, "-m", "toponyms", "mcp"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_command_without_the_sdk_names_the_extra() -> None:
    code = "import sys; sys.modules['mcp'] = None; from toponyms.cli import main; sys.exit(main(['mcp']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, 'toponyms: this needs the extra "mcp": pip install "toponyms[mcp]"\n')

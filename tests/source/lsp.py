"""A client for yaml-language-server: opens one text and says what an editor would be told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any


class Editor:
    """Speaks the Language Server Protocol over a pipe."""

    def __init__(self, server: Path, schema: Path) -> None:
        self._server = subprocess.Popen([str(server), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._schema = schema.as_uri()
        self._number = 0
        self._told: dict[str, list[dict[str, Any]]] = {}
        self.request("initialize", processId=None, rootUri=None, capabilities={})
        self.notify("initialized")

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.communicate()

    def notify(self, method: str, **params: Any) -> None:
        """Tell the server something."""
        self._send({"method": method, "params": params})

    def request(self, method: str, **params: Any) -> Any:
        """Ask the server something, and return its answer."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message.get("result")

    def problems(self, text: str) -> list[str]:
        """Return what the editor would underline, as "line: message"."""
        uri = self._open(text)
        while uri not in self._told:
            self._receive()
        return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in self._told[uri]]

    def completions(self, text: str, line: int, column: int) -> set[str]:
        """Return the field names offered at a place, counted from 0."""
        where = {"line": line, "character": column}
        found = self.request("textDocument/completion", textDocument={"uri": self._open(text)}, position=where)
        return {item["label"] for item in (found or {}).get("items", ())}

    def hover(self, text: str, line: int, column: int) -> str:
        """Return what is shown when the pointer rests on a place."""
        where = {"line": line, "character": column}
        found = self.request("textDocument/hover", textDocument={"uri": self._open(text)}, position=where)
        contents = (found or {}).get("contents", "")
        return str(contents["value"] if isinstance(contents, dict) else contents)

    def _open(self, text: str) -> str:
        self._number += 1
        uri = f"file:///tmp/open-{self._number}.yaml"
        text = f"# yaml-language-server: $schema={self._schema}\n" + text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)
        return uri

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe = self._server.stdin
        assert pipe is not None
        pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        pipe.flush()

    def _receive(self) -> dict[str, Any]:
        pipe = self._server.stdout
        assert pipe is not None
        length = 0
        while line := pipe.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server has stopped"
        message: dict[str, Any] = json.loads(pipe.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:  # the server asks for settings: the defaults will do
            wanted = message.get("params", {}).get("items", [])
            self._send({"id": message["id"], "result": [None] * len(wanted) if wanted else None})
        return message

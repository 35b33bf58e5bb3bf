"""`toponyms serve`: it says where it listens, ends when asked, and has a word for what goes wrong."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest

from toponyms.cli import main
from toponyms.cli.serve import _is_loopback


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_asked_to_end(sign: signal.Signals) -> None:
    command = [sys.executable, "-m", "toponyms", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/reconcile", said)
        assert found, said
        with urlopen(found[0], timeout=10) as answer:
            assert json.load(answer)["versions"] == ["0.1", "0.2"]
        server.send_signal(sign)
        out, rest = server.communicate(timeout=10)
    assert (server.returncode, out, rest) == (0, "", ""), "no traceback, no talk"


def test_a_port_that_is_taken_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--port" in said


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_is_a_number(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])
    assert "0 to 65535" in capsys.readouterr().err


def test_other_hosts_are_warned_of() -> None:
    assert all(map(_is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(_is_loopback, ("0.0.0.0", "::", "192.168.1.2", "example.org")))

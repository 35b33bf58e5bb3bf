"""PostgreSQL itself, on a socket of its own: the dictionaries load, and searches find what they should."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toponyms import Gazetteer, place_ids
from toponyms.export import Job, Options, start

pytestmark = pytest.mark.slow
PORT = "5499"
# C.UTF-8 knows Cyrillic capitals; in the locale C no Russian word would be found in another case.
LOCALE = "C.UTF-8"
PREFIX = "toponymstest"  # of the files beside PostgreSQL's own


def binaries() -> Path:
    """Return the folder of the server's programs, or skip."""
    config = shutil.which("pg_config")
    if config is None or os.geteuid() != 0:
        pytest.skip("needs PostgreSQL, and root to put dictionaries beside its own: apt-get install postgresql")
    return Path(subprocess.check_output([config, "--bindir"], text=True).strip())


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    """Start a server as user postgres; yield the folder of its socket."""
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="toponyms-pg-"))  # a short path: sockets allow 107 characters
    shutil.chown(folder, "postgres")

    def run(*words: str) -> None:
        command = ["runuser", "-u", "postgres", "--", str(programs / words[0]), *words[1:]]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
        assert done.returncode == 0, done.stderr or done.stdout

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-A", "trust", "-E", "UTF8", f"--locale={LOCALE}", "--no-sync")
        options = f"-k {folder} -p {PORT} -h '' -c fsync=off"
        run("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def install(server: Path) -> Iterator[Callable[..., None]]:
    """Return a function that puts an export in place; afterwards nothing of it is left."""
    share = Path(subprocess.check_output(["pg_config", "--sharedir"], text=True).strip()) / "tsearch_data"
    put: list[Path] = []

    def installed(job: Job) -> None:
        for part in start(job, "postgres-thesaurus"):
            text = "".join(part.chunks)
            if part.name.endswith(".ths"):
                path = share / part.name.replace("toponyms", PREFIX)
                path.write_text(text, encoding="utf-8")
                put.append(path)
            else:
                sql(server, text.replace("DictFile = toponyms", f"DictFile = {PREFIX}"))

    yield installed
    for path in put:
        path.unlink()
    for name in ("toponyms_index", "toponyms_query"):
        sql(server, f"DROP TEXT SEARCH CONFIGURATION {name}; DROP TEXT SEARCH DICTIONARY {name};")


def sql(server: Path, statement: str) -> list[str]:
    """Run statements in a session of their own; return the lines of the answer."""
    command = ["psql", "-h", str(server), "-p", PORT, "-U", "postgres", "-XqAt", "-v", "ON_ERROR_STOP=1"]
    done = subprocess.run(command, input=statement, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def searches(server: Path, documents: dict[str, str], asked: list[tuple[str, str]], index: str) -> list[set[str]]:
    """Put the documents in a table and ask: words and perhaps an id."""
    rows = ", ".join(
        f"({quoted(key)}, {quoted(text)}, ARRAY[{', '.join(map(quoted, place_ids(text)))}]::text[])"
        for key, text in documents.items()
    )
    statements = [
        "CREATE TEMP TABLE news (id text, body text, place_ids text[], words tsvector);",
        f"INSERT INTO news (id, body, place_ids) VALUES {rows};",
        f"UPDATE news SET words = to_tsvector('{index}', body);",
    ]
    for words, place in asked:
        more = f" OR place_ids @> ARRAY[{quoted(place)}]" if place else ""
        read = "phraseto_tsquery" if words.startswith('"') else "plainto_tsquery"
        query = f"words @@ {read}('toponyms_query', {quoted(words)})"
        statements.append(f"SELECT coalesce(string_agg(id, ' '), '') FROM news WHERE {query}{more};")
    return [set(line.split()) for line in sql(server, "\n".join(statements))]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_what_counts(server: Path, install: Callable[..., None], world: Gazetteer, documents: dict[str, str]) -> None:
    install(Job(Options(), world))
    expected = {
        ("Toretsk", ""): {"now"},  # by words alone neither the Russian town nor the name that it shares
        ("Toretsk", "toretsk-donetsk"): {"now", "old"},
        ("Dzerzhinsk", ""): {"now", "old", "russian"},
        ("Chasiv Yar", ""): {"town"},  # not the festival
        ('"за Chasiv Yar"', ""): {"town"},  # inside a phrase, too
        ("Chasov festival", ""): {"festival"},  # words alone still work
        ("Дзержинськ", ""): {"now"},
        ("Kamianske", ""): {"apostrophe", "letter"},
        ("Кам'янське", ""): {"apostrophe", "letter"},
        ("Кам`янське", ""): {"apostrophe", "letter"},
        ("Ivano-Frankivsk", ""): {"hyphen"},
        ("Ivano Frankivsk", ""): {"hyphen"},
    }
    assert dict(zip(expected, searches(server, documents, list(expected), "toponyms_index"), strict=True)) == expected


def test_the_query_file_alone_serves_both_sides(
    server: Path, install: Callable[..., None], world: Gazetteer, documents: dict[str, str]
) -> None:
    install(Job(Options(), world))
    expected = {
        ("Toretsk", ""): {"now"},
        ("Dzerzhinsk", ""): {"old", "russian"},
        ("Chasiv Yar", ""): {"town"},
        ("Ivano-Frankivsk", ""): {"hyphen"},
    }
    assert dict(zip(expected, searches(server, documents, list(expected), "toponyms_query"), strict=True)) == expected


def test_websearch_wants_quotes(server: Path, install: Callable[..., None], world: Gazetteer) -> None:
    """The pitfall that docs/doors/postgres.md tells of."""
    install(Job(Options(), world))
    asked = [quoted(words) for words in ("Chasiv Yar", '"Chasiv Yar"')]
    found = sql(server, "".join(f"SELECT websearch_to_tsquery('toponyms_query', {words});" for words in asked))
    assert found == ["'chasiv' & 'yar'", "'chasiv-yar-donetsk'"]


def test_expand(server: Path, install: Callable[..., None], world: Gazetteer, documents: dict[str, str]) -> None:
    install(Job(Options(ambiguous="expand"), world))
    assert searches(server, documents, [("Toretsk", "")], "toponyms_index") == [{"now", "old", "russian"}]


def test_the_real_gazetteer(server: Path, install: Callable[..., None], documents: dict[str, str]) -> None:
    install(Job(Options(countries=("UA",), kinds=("city", "settlement", "oblast")), Gazetteer.load()))
    asked = [("Toretsk", ""), ("Toretsk", "toretsk-donetsk"), ("Chasiv Yar", ""), ("Kamianske", "")]
    begun = time.perf_counter()
    found = searches(server, documents, asked, "toponyms_index")
    assert found == [{"now"}, {"now", "old"}, {"town"}, {"apostrophe", "letter"}]
    assert time.perf_counter() - begun < 20  # each session reads the dictionaries anew


def test_forms_are_the_words_that_the_parser_gives(server: Path, install: Callable[..., None]) -> None:
    """Every form of the cities: each alone is one place, so each of its words was met."""
    job = Job(Options(countries=("UA",), kinds=("city", "oblast", "raion")), Gazetteer.load())
    install(job)
    (query, *_) = [("".join(part.chunks)) for part in start(job, "postgres-thesaurus")]
    lines = [line.split(" : *") for line in query.splitlines() if not line.startswith("#")]
    rows = ", ".join(f"({quoted(form)}, {quoted(lexeme)})" for form, lexeme in lines)
    wrong = sql(
        server,
        f"SELECT form, tsvector_to_array(to_tsvector('toponyms_query', form)) FROM (VALUES {rows}) AS f (form, lexeme) "
        "WHERE tsvector_to_array(to_tsvector('toponyms_query', form)) <> ARRAY[lexeme];",
    )
    assert len(lines) > 5_000
    assert wrong == []

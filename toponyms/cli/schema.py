"""`toponyms schema`: the JSON Schema of gazetteer files, for editors."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from toponyms.datafiles import data_file

_EPILOG = """\
An editor that speaks yaml-language-server (VS Code with the YAML extension, Neovim, Emacs, …)
completes field names, shows what they mean and marks mistakes, once the first line of a file
names the schema:

  # yaml-language-server: $schema=gazetteer.schema.json

examples:
  toponyms schema > gazetteer.schema.json
  toponyms schema --path          where the installed package has it"""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "schema", help="print the JSON Schema of gazetteer files", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--path", action="store_true", help="print where the package has the schema instead")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema, or where it is."""
    from toponyms.source.jsonschema import text

    shipped = Path(data_file("gazetteer.schema.json"))
    print(shipped if args.path else text(), end="\n" if args.path else "")
    return 0

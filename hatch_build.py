"""Build hook: the wheel carries the compiled index, so that the first answer after installing takes milliseconds."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileIndex(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the shipped data; an editable install compiles on first use instead, and follows every edit."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the index beside the build and put it into the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from toponyms.index.cache import compile_index

            data = compile_index([])
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.TemporaryDirectory()
        target = Path(self._folder.name) / "shipped.tpx"
        target.write_bytes(data)
        build_data["force_include"][str(target)] = "toponyms/data/shipped.tpx"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what `initialize` wrote."""
        if version != "editable":
            self._folder.cleanup()

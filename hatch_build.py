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
        """Write the index and the packed register beside the build and put them into the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from toponyms.index.cache import compile_index
            from toponyms.source.register import PACKED, pack, shipped

            data = compile_index([])
            register = pack(shipped().read_text(encoding="utf-8"))
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.TemporaryDirectory()
        # The register is needed to check and compile a user's own files only, and is a fifth of its size this way.
        for name, content in (("shipped.tpx", data), (PACKED, register)):
            target = Path(self._folder.name) / name
            target.write_bytes(content)
            build_data["force_include"][str(target)] = f"toponyms/data/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what `initialize` wrote."""
        if version != "editable":
            self._folder.cleanup()

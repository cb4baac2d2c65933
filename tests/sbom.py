# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Write the software bill of materials, CycloneDX 1.6: python -m tests.sbom [FILE]

Lists every pin of requirements.lock, whether this machine's Python wants it or not, and every package of
package-lock.json, with the checksums that the locks accept; nested in them, what they carry: by the bills of materials
that wheels bring (PEP 770), and by tests/sbom_parts.py. Licences are those that the installed packages state.
The same packages give the same bytes: no time, no host, no path of this machine.
"""

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License, LicenseAcknowledgement, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from assessments.imports.documents import read_path
from tests.sbom_parts import CONCLUDED, PARTS, Part

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "build" / "sbom.cdx.json"
PACK = ROOT / "assessments" / "packs" / "ospo-journey"
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(?:\[[a-z,-]+\])?==(?P<version>\S+)(?: ; (?P<marker>.*?))? \\$")
LICENSES = LicenseFactory()
TROVE = {"License :: OSI Approved :: MIT License": "MIT"}


def main(file: Path = FILE) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(as_json(make_bom()), "utf-8")


def make_bom() -> Bom:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    root = _ours(ComponentType.APPLICATION, project["name"], project["version"], project["license"])
    root.description = project["description"]
    pack: Any = read_path(PACK)
    root.components.add(_ours(ComponentType.DATA, pack["pack"], pack["edition"], pack["licence"]))
    bom = Bom(metadata=BomMetaData(component=root))
    _add_python(bom, root)
    _add_browser(bom, root)
    return bom


def as_json(bom: Bom) -> str:
    """Without the time; with a serial number that follows from the content."""
    bom.serial_number = uuid.UUID(int=0)
    document = json.loads(JsonV1Dot6(bom).output_as_string())
    del document["metadata"]["timestamp"]
    content = json.dumps(document, sort_keys=True)
    document["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, content)}"
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _ours(kind: ComponentType, name: str, version: str, licence: str) -> Component:
    """In no registry, so without an address there."""
    bom_ref = f"{name}@{version}"
    return Component(
        type=kind, name=name, version=version, bom_ref=bom_ref, licenses=[LICENSES.make_from_string(licence)]
    )


def component(ecosystem: str, name: str, version: str) -> Component:
    namespace, _, last = name.rpartition("/")
    purl = PackageURL(ecosystem, namespace or None, last, version)
    return Component(
        type=ComponentType.LIBRARY,
        group=namespace or None,
        name=last,
        version=version,
        purl=purl,
        bom_ref=str(purl),
    )


def say(component: Component, name: str, value: str) -> None:
    component.properties.add(Property(name=f"cairn:{name}", value=value))


# Python


def _add_python(bom: Bom, root: Component) -> None:
    made: dict[str, Component] = {}
    wanted: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines():
        if pin := PIN.match(line):
            name = pin["name"]
            made[name], wanted[name] = component("pypi", name, pin["version"]), []
            say(made[name], "marker", pin["marker"] or "always")
        elif checksum := re.match(r" +--hash=sha256:(\w+)", line):
            made[name].hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=checksum[1]))
        elif by := re.match(r" +# (?:via)? *([a-z0-9-]+)?", line):
            wanted[name] += [by[1]] if by[1] else []
    for one in made.values():
        _describe_python(one)
        bom.components.add(one)
    for name in made:
        needs = [made[other] for other, by in wanted.items() if name in by]
        bom.register_dependency(made[name], needs)
    bom.register_dependency(root, [made[name] for name, by in wanted.items() if root.name in by])


def _describe_python(one: Component) -> None:
    try:
        installed = distribution(one.name)
    except PackageNotFoundError:
        say(one, "licence-unknown", f"not installed on this machine ({sys.platform}), whose metadata is read")
        return
    if installed.version != one.version:
        raise SystemExit(f"{one.name} {installed.version} is installed, and {one.version} is locked: make tools.")
    one.description = installed.metadata["Summary"]
    _license_python(one, installed)
    for path in installed.files or []:
        if path.parent.name == "sboms" and path.suffix == ".json":
            _nest(one, json.loads(path.read_text("utf-8")))
        elif ".libs" in path.parts[0] or ".dylibs" in path.parts:
            say(one, "carries", path.name)
    files = {path.as_posix(): Path(str(path.locate())) for path in installed.files or []}
    _nest_parts(one, files)


def _license_python(one: Component, installed: Distribution) -> None:
    """What the package states as SPDX, else what its licence files were read to say."""
    meta = installed.metadata
    stated = [*meta.get_all("License-Expression", []), *meta.get_all("License", [])]
    trove = [TROVE[line] for line in meta.get_all("Classifier", []) if line in TROVE]
    for text in filter(None, stated + trove):
        licence = LICENSES.make_from_string(text, license_acknowledgement=LicenseAcknowledgement.DECLARED)
        if isinstance(licence, LicenseExpression) or licence.id:
            one.licenses.add(licence)
            return
    if one.name not in CONCLUDED:
        raise SystemExit(f"{one.name} states no SPDX licence: read its licence files, add it to CONCLUDED.")
    concluded = LicenseAcknowledgement.CONCLUDED
    one.licenses.add(LICENSES.make_from_string(CONCLUDED[one.name], license_acknowledgement=concluded))


# The browser


def _add_browser(bom: Bom, root: Component) -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    made: dict[str, Component] = {}
    for place, package in lock.items():
        if place:
            name = place.rpartition("node_modules/")[2]
            made[name] = component("npm", name, package["version"])
            _describe_browser(made[name], ROOT / place, package)
            bom.components.add(made[name])
    for place, package in lock.items():
        needs = [made[name] for name in package.get("dependencies", {})]
        bom.register_dependency(made[place.rpartition("node_modules/")[2]] if place else root, needs)


def _describe_browser(one: Component, folder: Path, package: dict[str, str]) -> None:
    algorithm, _, checksum = package["integrity"].partition("-")
    one.hashes.add(
        HashType(alg=HashAlgorithm(f"SHA-{algorithm[3:]}"), content=base64.b64decode(checksum).hex())  # sha512-...
    )
    about = json.loads((folder / "package.json").read_text("utf-8"))
    if about["version"] != one.version:
        raise SystemExit(f"{one.name} {about['version']} is installed, and {one.version} is locked: make tools.")
    one.description = about["description"]
    declared = LicenseAcknowledgement.DECLARED
    one.licenses.add(LICENSES.make_from_string(about["license"], license_acknowledgement=declared))
    _nest_parts(one, {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))})


# What packages carry


def _nest(one: Component, carried: dict[str, list[dict[str, object]]]) -> None:
    """From a bill of materials that the package brings: all but the package's own parts."""
    for entry in carried.get("components", []):
        purl = PackageURL.from_string(str(entry["purl"]))
        own = str(purl.qualifiers.get("download_url", "")).startswith("file:") or purl.type == "pypi"
        if not own:
            _add_part(one, purl, list(_stated(entry)), "the bill of materials in the package", entry.get("scope"))


def _stated(entry: dict[str, object]) -> Iterable[License | LicenseExpression]:
    licences = entry.get("licenses")
    for licence in licences if isinstance(licences, list) else []:
        text = licence.get("expression") or licence["license"].get("id") or licence["license"]["name"]
        yield LICENSES.make_from_string(text, license_acknowledgement=LicenseAcknowledgement.DECLARED)


def _nest_parts(one: Component, files: dict[str, Path]) -> None:
    """What PARTS says, in the version that the file itself names."""
    owner = f"{one.group}/{one.name}" if one.group else one.name
    for part in [part for part in PARTS if part.owner == owner]:
        version, file = _version_of(part, files)
        purl = PackageURL.from_string(f"{part.purl}@{version}")
        concluded = LicenseAcknowledgement.CONCLUDED
        licences = [LICENSES.make_from_string(text, license_acknowledgement=concluded) for text in part.licences]
        _add_part(one, purl, licences, f"the file {file}")


def _version_of(part: Part, files: dict[str, Path]) -> tuple[str, str]:
    for name, path in sorted(files.items()):
        found = re.search(part.file, name) and re.search(part.version, path.read_bytes())
        if found:
            return found[1].decode(), name
    raise SystemExit(f"{part.owner} carries no {part.purl} where PARTS says so: look, and mend tests/sbom_parts.py.")


def _add_part(
    one: Component,
    purl: PackageURL,
    licences: list[License | LicenseExpression],
    source: str,
    scope: object = None,
) -> None:
    plain = PackageURL(purl.type, purl.namespace, purl.name, purl.version)
    part = Component(
        type=ComponentType.LIBRARY,
        group=plain.namespace,
        name=plain.name,
        version=plain.version,
        purl=plain,
        bom_ref=f"{one.bom_ref.value}#{plain}",
        licenses=licences,
        scope=ComponentScope(scope) if scope else None,
    )
    say(part, "read-from", source)
    if not licences:
        say(part, "licence-unknown", f"{source} states none")
    one.components.add(part)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

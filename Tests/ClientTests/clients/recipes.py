#!/usr/bin/env python3
"""Holds the recipes against schemas and against each other, without a container engine.

Usage: recipes.py [FILE…], by default all recipes. It prints a line for each file that is in order,
and one for each mistake in the others; then it exits with 1. It takes check-jsonschema==0.39.0,
whose schemas come with it, and what testcontainers-python/requirements.txt names.
"""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

PORT = "7328"
KUBERNETES = "1.37"
RECIPES = """
    docker/compose.yaml
    docker/examples/README.md
    docker/examples/compose/compose.yaml
    docker/examples/github-actions.yml
    docker/examples/gitlab-ci.yml
    docker/examples/intercept/.devcontainer.json
    docker/examples/intercept/compose.yaml
    docker/examples/intercept/github-actions.yml
    docker/examples/intercept/kubernetes.yaml
    docker/examples/testcontainers-java/SeatfillerContainer.java
    docker/examples/testcontainers-java/pom.xml
    docker/examples/testcontainers-python/test_licences.py
"""
# What follows the name of a schema is how its recipes call the image.
SCHEMAS = {
    "github-actions.yml": ("github-workflows", "${{ vars.SEATFILLER_IMAGE }}"),
    "gitlab-ci.yml": ("gitlab-ci", "$SEATFILLER_IMAGE"),
    "compose.yaml": ("compose-spec", "${SEATFILLER_IMAGE:-seatfiller}"),
}


def root_of(path):
    """The folder that paths of a recipe begin in, also in a copy of this repository."""
    for folder in path.resolve().parents:
        if (folder / "docker" / "examples").is_dir():
            return folder
    sys.exit(f"recipes.py: {path} lies in no folder that has docker/examples")


def mistakes(path):
    """Yields what is wrong with a recipe."""
    if not path.is_file():
        yield "there is no such file"
        return
    text = path.read_text(encoding="utf-8")
    yield from missing_paths(path, text)
    if path.name == ".devcontainer.json":
        yield from mistakes_in_devcontainer(path, text)
    elif path.name == "kubernetes.yaml":
        yield from mistakes_in_job(text)
    elif path.name in SCHEMAS:
        yield from mistakes_in_yaml(path, text, *SCHEMAS[path.name])
    elif path.suffix == ".py":
        yield from mistakes_in_container(path)
    elif path.suffix == ".java":
        for part in (PORT, "SEATFILLER_IMAGE", '"seatfiller"', '"/healthz"', '"/seed/"'):
            if part not in text:
                yield f"it does not mention {part}"


def missing_paths(path, text):
    root = root_of(path)
    mentioned = {}
    # A path begins where the repository does, or is one from the recipe's own folder.
    text = text.replace("${project.basedir}/", "")
    for found in re.findall(r"(?<![\w./-])((?:docker|\.\.?)/[\w./-]*[\w/])", text):
        mentioned[found] = (root if found.startswith("docker/") else path.parent) / found
    if path.suffix == ".md":
        for found in re.findall(r"\]\(([^)#:]+)\)", text):
            mentioned[found] = path.parent / found
    for name, place in mentioned.items():
        if not place.exists():
            yield f"it mentions {name}, which is not there"


def mistakes_in_yaml(path, text, schema, image):
    options = ["--builtin-schema", f"vendor.{schema}"]
    if schema == "gitlab-ci":
        # Resolves the tag !reference of GitLab's.
        options += ["--data-transform", "gitlab-ci"]
    found = list(mistakes_of_schema(path, options))
    yield from found
    if found:
        return

    # Comes with check-jsonschema, and unlike PyYAML leaves the key `on` a string.
    from ruamel.yaml import YAML

    document = YAML(typ="safe").load(text)
    emulators = [node for node in nodes(document) if is_emulator(node, image)]
    if not emulators:
        yield f"no service has the image {image}"
    variables = [node.get("environment") or {} for node in emulators]
    listening = {str(them.get("SEATFILLER_PORT", PORT)) for them in variables}
    for port in [str(port) for node in emulators for port in node.get("ports", [])]:
        if port.split(":")[-1] not in listening:
            yield f"it publishes {port}, not {PORT}"
    if not any(port in text for port in listening):
        yield f"it does not mention {PORT}"

    services = document.get("services", {}) if schema == "compose-spec" else {}
    hosts = {name for name, service in services.items() if service in emulators}
    hosts |= {node["alias"] for node in emulators if "alias" in node}
    if any("ports" in node for node in emulators):
        hosts |= {"127.0.0.1", "localhost"}
    for host, port in re.findall(r"http://([\w.-]*):?(\d*)", text):
        if host not in hosts or port != PORT:
            yield f"nothing answers on {host}:{port}"
    for service in services.values():
        yield from missing_files(path, service)


def mistakes_of_schema(path, options):
    """Yields what check-jsonschema says of a file."""
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json", *options]
    told = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    if not told.stdout.startswith("{"):
        sys.exit(f"recipes.py: check-jsonschema does not run: {told.stderr.strip()}")
    result = json.loads(told.stdout)
    for error in result.get("parse_errors", []):
        yield f"it cannot be read: {error['message']}"
    for error in result.get("errors", []):
        # A match that failed tells its reasons only on the way, of which the best is meant.
        best = error.get("best_match") or error
        yield f"{best['path']}: {best['message']}"


def mistakes_in_devcontainer(path, text):
    # The schema takes comments, which JSON does not.
    plain = re.sub(r"(?m)^\s*//.*$", "", text)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(plain)
        file.flush()
        schema = Path(__file__).parent / "schemas" / "devcontainer.json"
        found = list(mistakes_of_schema(Path(file.name), ["--schemafile", str(schema)]))
    yield from found
    if found:
        return
    from ruamel.yaml import YAML

    recipe = json.loads(plain)
    compose = path.parent / recipe["dockerComposeFile"]
    if not compose.is_file():
        yield f"it is made of {compose.name}, which is not there"
        return
    service = YAML(typ="safe").load(compose)["services"].get(recipe["service"])
    if service is None:
        yield f"{compose.name} has no service {recipe['service']}"
    elif not any(mount.endswith(f":{recipe['workspaceFolder']}") for mount in service["volumes"]):
        yield f"nothing is mounted at {recipe['workspaceFolder']}"


def mistakes_in_job(text):
    """Yields what is wrong with a pod in which the emulator runs beside its client."""
    import kubernetes_validate
    from ruamel.yaml import YAML

    job = YAML(typ="safe").load(text)
    try:
        kubernetes_validate.validate(job, KUBERNETES, strict=True)
    except kubernetes_validate.ValidationError as error:
        yield f"{'.'.join(map(str, error.path))}: {error.message}"
        return
    pod = job["spec"]["template"]["spec"]
    volumes = {volume["name"] for volume in pod["volumes"]}
    containers = pod["initContainers"] + pod["containers"]
    for container in containers:
        for mount in container["volumeMounts"]:
            if mount["name"] not in volumes:
                yield f"{container['name']} mounts {mount['name']}, which is not there"
    if [it["image"] for it in containers if it.get("restartPolicy") == "Always"] != ["seatfiller"]:
        yield "the emulator does not run beside the client"
    if any(alias["ip"] != "127.0.0.1" for alias in pod["hostAliases"]):
        yield "a host leads out of the pod"


def is_emulator(node, image):
    # What is built on the spot has the name that it has by default.
    own = "seatfiller" if "build" in node else image
    return node.get("image") in (image, own) or node.get("name") == image


def missing_files(path, service):
    """Yields what a service of Compose builds from, mounts or runs, and is not there."""
    build = service.get("build")
    if build:
        build = {"context": build} if isinstance(build, str) else build
        file = path.parent / build.get("context", ".") / build.get("dockerfile", "Dockerfile")
        if not file.is_file():
            yield f"it builds from {file}, which is not there"
    # Of an entry of the long form the source was looked for like any path.
    mounts = [str(mount).split(":") for mount in service.get("volumes", [])]
    folders = {mount[1]: mount[0] for mount in mounts if mount[0].startswith(".")}
    folder = folders.get(service.get("working_dir"))
    command = service.get("command") or ""
    words = command if isinstance(command, str) else " ".join(command)
    for name in re.findall(r"[\w./-]+\.(?:txt|py)\b", words) if folder else []:
        if not (path.parent / folder / name).is_file():
            yield f"it runs with {folder}/{name}, which is not there"


def nodes(tree):
    """All mappings of a document."""
    if isinstance(tree, dict):
        yield tree
    if isinstance(tree, (dict, list)):
        for child in tree.values() if isinstance(tree, dict) else tree:
            yield from nodes(child)


def mistakes_in_container(path):
    try:
        from testcontainers.core import container as library
        from testcontainers.core.wait_strategies import HttpWaitStrategy
    except ImportError as error:
        sys.exit(f"recipes.py: testcontainers is not installed: {error}")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    # A container asks the engine for its version as soon as it is made, hence the stand-in.
    with mock.patch.object(library, "DockerClient"):
        spec.loader.exec_module(module)
        container = module.seatfiller()

    image = os.environ.get("SEATFILLER_IMAGE", "seatfiller")
    if container.image != image:
        yield f"its image is {container.image}, not {image}"
    if container.ports != {PORT: None}:
        yield f"it exposes {container.ports}, not {PORT} on any free port"
    seeds = [(source, mount["bind"], mount["mode"]) for source, mount in container.volumes.items()]
    if len(seeds) != 1 or not seeds[0][1].startswith("/seed/") or seeds[0][2] != "ro":
        yield f"it mounts {seeds}, not one seed below /seed to be read only"
    for source, *_ in seeds:
        if not Path(source).is_file():
            yield f"it mounts {source}, which is not there"
    # The library tells nobody what a strategy waits for; its version is pinned.
    wait = container._wait_strategy
    if not isinstance(wait, HttpWaitStrategy):
        yield f"it waits for {type(wait).__name__}, not by HTTP"
    elif (str(wait._port), wait._path, wait._status_codes) != (PORT, "/healthz", {200}):
        yield f"it waits for {wait._status_codes} on {wait._port}{wait._path}, not /healthz"


def main(files):
    root = root_of(Path(__file__))
    failed = False
    for path in [Path(file) for file in files] or [root / name for name in RECIPES.split()]:
        found = list(mistakes(path))
        failed = failed or bool(found)
        for line in found or ["in order"]:
            print(f"{path.resolve().relative_to(root_of(path))}: {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Checks a folder of kustomize without a cluster. Usage: kubernetes.py FOLDER

Each resource, also of those that the generators make, is held against Kubernetes' schema; all of
them against each other; and each pod against what the house demands of it.
"""

import json
import re
import sys
from base64 import b64encode
from pathlib import Path

import kubernetes_validate
import yaml

VERSION = "1.37"
# Other kinds are refused, because nothing here would look into them.
KINDS = {
    "ConfigMap": "v1",
    "Deployment": "apps/v1",
    "HorizontalPodAutoscaler": "autoscaling/v2",
    "PodDisruptionBudget": "policy/v1",
    "Secret": "v1",
    "Service": "v1",
}
GENERATORS = {"configMapGenerator": "ConfigMap", "secretGenerator": "Secret"}
# What is used of kustomize, for which there is no schema that would find a slip of the pen.
KUSTOMIZATION = {"apiVersion", "kind", "resources", "labels", "images", *GENERATORS}
# To the schemas these are any texts. Eleven characters are left for the hash that ends a name.
TEXTS = {
    r"metadata\.name": r"[a-z]([-a-z0-9]{0,50}[a-z0-9])?",
    r".*\.ports\.\d+\.name": r"(?=.{1,15}$)[a-z0-9]+(-[a-z0-9]+)*",
    r".*\.(cpu|memory|averageValue)": r"\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?",
}
POD = {
    "automountServiceAccountToken": False,
    # Otherwise the Service named seatfiller sets SEATFILLER_PORT, the variable of an option.
    "enableServiceLinks": False,
    "hostNetwork": None,
    "hostPID": None,
    "hostIPC": None,
    # Nothing here would look into them.
    "initContainers": None,
    "ephemeralContainers": None,
}
SECURITY = {
    "runAsNonRoot": True,
    "readOnlyRootFilesystem": True,
    "allowPrivilegeEscalation": False,
    "privileged": None,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}
# HAProxy has started before it has found a replica, the emulator once it is seeded.
PROBES = {
    "startupProbe": ["/healthz", "/readyz"],
    "readinessProbe": ["/readyz"],
    "livenessProbe": ["/healthz"],
}
EMULATOR_USER = 65532
DRAIN_SECONDS = 5


class StrictLoader(yaml.SafeLoader):
    """Refuses a key that comes twice, as kustomize does: otherwise the last one wins unseen."""

    def construct_mapping(self, node, deep=False):
        keys = [str(key.value) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f'the key "{key}" comes twice', node.start_mark
                )
        return super().construct_mapping(node, deep)


def get(value, *path):
    """What stands at the end of the path; None where the path ends before."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def leaves(value, path=()):
    """All values that hold no others, each after its path."""
    if not isinstance(value, (dict, list)):
        yield ".".join(map(str, path)), value
        return
    for step, each in value.items() if isinstance(value, dict) else enumerate(value):
        yield from leaves(each, (*path, step))


def title(resource):
    return f"{resource['kind']} {resource['metadata']['name']}"


def pod(deployment):
    return deployment["spec"]["template"]["spec"]


def security(deployment, container):
    """What a container says itself comes before what its pod says."""
    own, pods = container.get("securityContext"), pod(deployment).get("securityContext")
    return {**(pods or {}), **(own or {})}


def labels(deployment):
    return get(deployment, "spec", "template", "metadata", "labels") or {}


def ports(*containers):
    """The numbers of the ports by their names, or by themselves where they have none."""
    found = [port for container in containers for port in container.get("ports") or []]
    return {port.get("name", port["containerPort"]): port["containerPort"] for port in found}


class Folder:
    """The resources of a folder, and what is found to be wrong with them."""

    def __init__(self, path):
        self.path = path
        self.problems = {}
        self.used = set()
        # What is looked for by name, so that another name does not leave it unseen.
        self.missing = {"container with the image seatfiller", "pod with a haproxy.cfg"}
        self.kustomization = next(iter(self.documents("kustomization.yaml")), {})
        self.resources = []
        self.listed = {"kustomization.yaml"}
        for name in self.kustomization.get("resources") or []:
            if (self.path / name).is_dir():
                base = Folder(self.path / name)
                self.resources += base.resources
                self.problems |= base.problems
            else:
                self.listed.add(name)
                self.resources += self.documents(name)
        for key, kind in GENERATORS.items():
            for generator in self.kustomization.get(key) or []:
                self.resources.append(self.generated(kind, generator))
        self.check_files()

    def add(self, subject, problem):
        self.problems.setdefault(subject, []).append(problem)

    def demand(self, subject, what, value, *allowed):
        # In JSON true and 1 are different, as they are to Kubernetes.
        found, *texts = ["left out" if it is None else json.dumps(it) for it in (value, *allowed)]
        if found not in texts:
            self.add(subject, f"{what} is {found}, and has to be {' or '.join(texts)}")

    def all(self, kind):
        return [resource for resource in self.resources if resource["kind"] == kind]

    def named(self, kind, name):
        return next((it for it in self.all(kind) if it["metadata"]["name"] == name), None)

    def documents(self, name):
        try:
            found = list(yaml.load_all((self.path / name).read_text(), StrictLoader))
        except OSError as error:
            self.add(name, f"cannot be read: {error.strerror}")
            return []
        except yaml.YAMLError as error:
            self.add(name, " ".join(str(error).split()))
            return []
        for document in found:
            texts = [get(document, "apiVersion"), get(document, "kind")]
            if name != "kustomization.yaml":
                texts.append(get(document, "metadata", "name"))
            if not all(isinstance(text, str) for text in texts):
                self.add(name, "a document has no apiVersion, kind or metadata.name")
                return []
        return found

    def generated(self, kind, generator):
        """A resource as a generator makes it, without the hash that ends its name."""
        name = generator.get("name", "without a name")
        data = {}
        for key in generator.keys() - {"name", "files", "literals"}:
            self.add(f"{kind} {name}", f"{key} of a generator is not known here")
        for literal in generator.get("literals") or []:
            key, _, data[key] = literal.partition("=")
        for entry in generator.get("files") or []:
            key, _, file = entry.rpartition("=")
            self.listed.add(file)
            if (self.path / file).is_file():
                data[key or Path(file).name] = (self.path / file).read_text()
            else:
                self.add(f"{kind} {name}", f"{file} is not there")
        if kind == "Secret":
            data = {key: b64encode(value.encode()).decode() for key, value in data.items()}
        return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}, "data": data}

    def check_files(self):
        for file in sorted(self.path.rglob("*")):
            name = str(file.relative_to(self.path))
            if file.is_file() and file.suffix != ".md" and name not in self.listed:
                self.add(name, "is not listed in kustomization.yaml")

    def check_schema(self, resource):
        subject = title(resource)
        if KINDS.get(resource["kind"]) != resource["apiVersion"]:
            self.add(subject, f"{resource['apiVersion']} {resource['kind']} is not known here")
            return
        try:
            kubernetes_validate.validate(resource, VERSION, strict=True)
        except kubernetes_validate.ValidationError as error:
            path = ".".join(map(str, error.path))
            self.add(subject, f"{path}: {error.message}" if path else error.message)
        for path, value in leaves(resource):
            # The schemas take this for a member that is left out.
            if value is None:
                self.add(subject, f"{path} is empty")
            for paths, form in TEXTS.items():
                if re.fullmatch(paths, path) and not re.fullmatch(form, str(value)):
                    self.add(subject, f"{path} cannot be {value}")

    def check(self):
        for resource in self.resources:
            self.check_schema(resource)
        # What is against its schema cannot be compared with others.
        if self.problems:
            return
        titles = [title(resource) for resource in self.resources]
        for subject in sorted(set(titles)):
            if titles.count(subject) > 1:
                self.add(subject, "is there more than once")
        for deployment in self.all("Deployment"):
            self.check_deployment(deployment)
        for service in self.all("Service"):
            self.check_service(service)
        for autoscaler in self.all("HorizontalPodAutoscaler"):
            self.check_autoscaler(autoscaler)
        for budget in self.all("PodDisruptionBudget"):
            self.selected(budget, get(budget, "spec", "selector", "matchLabels"))
        for resource in self.all("ConfigMap") + self.all("Secret"):
            if title(resource) not in self.used:
                self.add(title(resource), "is used by no pod")
        for what in sorted(self.missing):
            self.add("kustomization.yaml", f"there is no {what}")
        self.check_kustomization()

    def check_kustomization(self):
        subject = "kustomization.yaml"
        for key in sorted(self.kustomization.keys() - KUSTOMIZATION):
            self.add(subject, f"{key} is not known here")
        pods = [pod(deployment) for deployment in self.all("Deployment")]
        images = {container.get("image") for each in pods for container in each["containers"]}
        entries = {entry.get("name") for entry in self.kustomization.get("images") or []}
        for image in sorted(images ^ entries, key=str):
            where = "in no container" if image in entries else "not listed under images"
            self.add(subject, f"the image {image} is {where}")

    def selected(self, resource, selector):
        """The Deployment whose pods have these labels: there has to be one, and no other."""
        selector = selector or {}
        found = [it for it in self.all("Deployment") if selector.items() <= labels(it).items()]
        if len(found) == 1:
            return found[0]
        names = " and ".join(map(title, found)) or "the pods of no Deployment"
        self.add(title(resource), f"its selector {json.dumps(selector)} matches {names}")
        return None

    def check_service(self, service):
        deployment = self.selected(service, service["spec"].get("selector"))
        if deployment:
            there = ports(*pod(deployment)["containers"])
            for port in service["spec"].get("ports") or []:
                self.check_port(service, port.get("targetPort", port["port"]), there)

    def check_port(self, resource, port, there):
        if port not in there and port not in there.values():
            self.add(title(resource), f"there is no port {port}, only {json.dumps(there)}")

    def check_autoscaler(self, autoscaler):
        subject, spec = title(autoscaler), autoscaler["spec"]
        target = spec["scaleTargetRef"]
        found = self.named(target["kind"], target["name"])
        if not found or found["apiVersion"] != target.get("apiVersion"):
            self.add(subject, f"it scales {target['kind']} {target['name']}, which is not there")
            return
        least, most = spec.get("minReplicas", 1), spec["maxReplicas"]
        replicas = found["spec"].get("replicas", 1)
        if not least <= replicas <= most:
            self.add(subject, f"{title(found)} has {replicas} replicas, not {least} to {most}")
        if not get(spec, "behavior", "scaleDown", "stabilizationWindowSeconds"):
            self.add(subject, "nothing holds back scaleDown, which loses worlds")

    def check_deployment(self, deployment):
        subject, spec = title(deployment), pod(deployment)
        selector = get(deployment, "spec", "selector", "matchLabels")
        if self.selected(deployment, selector) not in (deployment, None):
            self.add(subject, f"its selector {json.dumps(selector)} does not match its own pods")
        for key, value in POD.items():
            self.demand(subject, key, spec.get(key), value)
        self.check_references(deployment)
        for container in spec["containers"]:
            self.check_container(deployment, container)
            if container["image"] == "seatfiller":
                self.check_emulator(deployment, container)
        for volume in spec.get("volumes") or []:
            name = get(volume, "configMap", "name")
            configuration = get(self.named("ConfigMap", name), "data", "haproxy.cfg")
            if configuration:
                self.check_haproxy(deployment, configuration)

    def check_references(self, deployment):
        """What the pods are given of ConfigMaps and Secrets, and where it is mounted."""
        subject, spec = title(deployment), pod(deployment)
        containers = spec["containers"]
        references = []
        for volume in spec.get("volumes") or []:
            for source, key in (("configMap", "name"), ("secret", "secretName")):
                for item in get(volume, source, "items") or [{}]:
                    references.append((source, get(volume, source, key), item.get("key")))
            for source in volume.keys() - {"name", "configMap", "secret", "emptyDir"}:
                self.add(subject, f"a volume of {source} is not known here")
        for container in containers:
            for variable in container.get("env") or []:
                for source in ("configMap", "secret"):
                    reference = get(variable, "valueFrom", f"{source}KeyRef")
                    references.append((source, get(reference, "name"), get(reference, "key")))
            for origin in container.get("envFrom") or []:
                for source in ("configMap", "secret"):
                    references.append((source, get(origin, f"{source}Ref", "name"), None))
        for source, name, key in references:
            kind = source[0].upper() + source[1:]
            found = self.named(kind, name)
            if found:
                self.used.add(title(found))
            if name and not found:
                self.add(subject, f"it refers to {kind} {name}, which is not there")
            elif key and key not in found["data"]:
                self.add(subject, f'it refers to "{key}" of {kind} {name}, which has no such key')
        volumes = {volume["name"] for volume in spec.get("volumes") or []}
        mounts = {mount["name"] for it in containers for mount in it.get("volumeMounts") or []}
        for name in sorted(volumes ^ mounts):
            where = "mounted nowhere" if name in volumes else "mounted, and is not there"
            self.add(subject, f"the volume {name} is {where}")

    def check_container(self, deployment, container):
        subject = title(deployment)
        context = security(deployment, container)
        for key, value in SECURITY.items():
            self.demand(subject, f"{key} of {container['name']}", context.get(key), value)
        # Of a user whom the image names, Kubernetes cannot tell that it is not root.
        if not context.get("runAsUser"):
            self.add(subject, f"runAsUser of {container['name']} is not a number above 0")
        for probe, paths in PROBES.items():
            request = get(container, probe, "httpGet")
            self.demand(subject, f"{probe}.httpGet.path", get(request, "path"), *paths)
            if request:
                self.check_port(deployment, request["port"], ports(container))
        for group, key in (("requests", "cpu"), ("requests", "memory"), ("limits", "memory")):
            if not get(container, "resources", group, key):
                self.add(subject, f"{container['name']} has no {key} in resources.{group}")

    def check_emulator(self, deployment, container):
        subject, spec = title(deployment), pod(deployment)
        self.missing.discard("container with the image seatfiller")
        user = security(deployment, container).get("runAsUser")
        self.demand(subject, "runAsUser", user, EMULATOR_USER)
        kind = get(deployment, "spec", "strategy", "type")
        self.demand(subject, "strategy.type", kind, "RollingUpdate")
        if spec.get("terminationGracePeriodSeconds", 30) <= DRAIN_SECONDS:
            self.add(subject, f"terminationGracePeriodSeconds is not above {DRAIN_SECONDS}")
        volumes = {it["name"] for it in spec.get("volumes") or [] if "configMap" in it}
        mounts = container.get("volumeMounts") or []
        seeds = [it for it in mounts if it["mountPath"] == "/seed" and it["name"] in volumes]
        if not seeds or seeds[0].get("readOnly") is not True:
            self.add(subject, "no ConfigMap is mounted at /seed with readOnly")
        secrets = [
            it["name"] for it in container.get("env") or []
            if get(it, "valueFrom", "secretKeyRef")
        ]
        if "SEATFILLER_TOKEN_KEY" not in secrets:
            self.add(subject, "SEATFILLER_TOKEN_KEY comes from no Secret")

    def check_haproxy(self, deployment, text):
        """What HAProxy's configuration says of the other resources, which is a text to them."""
        subject, containers = title(deployment), pod(deployment)["containers"]
        self.missing.discard("pod with a haproxy.cfg")
        # Two of them would send the same world to different replicas.
        self.demand(subject, "replicas", deployment["spec"].get("replicas"), 1)
        kind = get(deployment, "spec", "strategy", "type")
        self.demand(subject, "strategy.type", kind, "Recreate")
        bound = {int(port) for port in re.findall(r"(?m)^\s*presetenv \S*BIND :(\d+)$", text)}
        for port in sorted(set(ports(*containers).values()) - bound):
            self.add(subject, f"haproxy.cfg does not bind port {port}")
        variables = [it for container in containers for it in container.get("env") or []]
        namespaces = [
            it["name"] for it in variables
            if get(it, "valueFrom", "fieldRef", "fieldPath") == "metadata.namespace"
        ]
        replicas = [it.get("value", "") for it in variables if it["name"] == "REPLICAS"]
        form = r"([a-z-]+)\.\$\((\w+)\)\.svc\.cluster\.local:(\d+)"
        address = re.fullmatch(form, replicas[0]) if len(replicas) == 1 else None
        if not address or address[2] not in namespaces[:1]:
            self.add(subject, "REPLICAS is not the name of a Service in the pod's namespace")
            return
        name, port = address[1], address[3]
        sizes = set(re.findall(r'(?m)^\s*server-template replica 1-(\d+) "\$\{REPLICAS\}"$', text))
        if len(sizes) != 1:
            self.add(subject, "haproxy.cfg has no server-template, or several that differ")
        for slots in sizes:
            service = self.named("Service", name)
            if get(service, "spec", "clusterIP") != "None":
                self.add(subject, f"haproxy.cfg looks for {name}, which is no headless Service")
                continue
            # Such a Service is a name for the addresses of pods: its own ports lead nowhere.
            replicas = self.selected(service, service["spec"].get("selector"))
            if replicas:
                self.check_port(deployment, int(port), ports(*pod(replicas)["containers"]))
            for autoscaler in self.all("HorizontalPodAutoscaler"):
                if autoscaler["spec"]["maxReplicas"] >= int(slots):
                    self.add(subject, f"haproxy.cfg has too few servers for {title(autoscaler)}")


def main(path):
    folder = Folder(Path(path))
    folder.check()
    for resource in folder.resources:
        is_valid = title(resource) not in folder.problems
        print(f"{title(resource)}: {'valid' if is_valid else 'not valid'}")
    lines = [f"{subject}: {it}" for subject, them in folder.problems.items() for it in them]
    if lines:
        sys.exit("\n".join(["kubernetes.py: this is wrong:", *dict.fromkeys(lines)]))
    print(f"{len(folder.resources)} resources for Kubernetes {VERSION}, and no problems")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: kubernetes.py FOLDER")
    main(sys.argv[1])

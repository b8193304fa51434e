"""The bill of materials in CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/"""

from __future__ import annotations

import hashlib
import json
import time
import uuid

from linked import Component
from release import LICENCE, NAME, SUMMARY, epoch, version


def described(component: Component) -> dict[str, object]:
    """A component in CycloneDX's words. Its purl serves as its name in the document."""
    website = {"type": "website", "url": component.homepage}
    return {
        "type": "library",
        "bom-ref": component.purl,
        "name": component.name,
        "version": component.version,
        "licenses": [{"expression": component.licence}],
        "purl": component.purl,
        "externalReferences": [website] if component.homepage else [],
        "properties": [
            {"name": f"{NAME}:linked", "value": file} for file in component.files
        ],
    }


def sbom(executable: bytes, components: list[Component]) -> str:
    """The document. Equal executables have equal ones, serial number included."""
    digest = hashlib.sha256(executable).hexdigest()
    itself = f"pkg:generic/{NAME}@{version()}"
    parts = [described(component) for component in components]
    references = [component.purl for component in components]
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{itself}#{digest}')}",
        "version": 1,
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch())),
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "application",
                "bom-ref": itself,
                "name": NAME,
                "version": version(),
                "description": SUMMARY,
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "licenses": [{"expression": LICENCE}],
                "purl": itself,
            },
        },
        "components": parts,
        "dependencies": [
            {"ref": itself, "dependsOn": references},
            *({"ref": reference} for reference in references),
        ],
        # Nothing else is in the executable: the list is the linker's own.
        "compositions": [{"aggregate": "complete", "assemblies": [itself]}],
    }
    return json.dumps(document, indent=2) + "\n"

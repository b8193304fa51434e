"""Holds bills of materials against the schema of CycloneDX 1.6: `validate.py FILE...`."""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

validator = JsonStrictValidator(SchemaVersion.V1_6)
for name in sys.argv[1:]:
    problem = validator.validate_str(Path(name).read_text())
    if problem:
        sys.exit(f"{name}: {problem}")

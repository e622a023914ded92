"""Small inputs that several tests read."""

import json
from pathlib import Path


def task_definition(family="web", cpu="256", memory="512"):
    return {
        "family": family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": cpu,
        "memory": memory,
        "containerDefinitions": [{"name": family, "image": "nginx:1.27", "essential": True}],
    }


def scenario(**members):
    service = {"name": "web", "count": 1, "vcpu": "0.25", "memory_gib": "0.5"}
    return {"schema_version": "1", "name": "example", "services": [service], **members}


def write_json(path: Path, document) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path

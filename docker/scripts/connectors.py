# SPDX-License-Identifier: Apache-2.0
"""Registers connectors from their files, and stays to tell how they are: healthy while all of their tasks run.

Registering is idempotent: a file that has not changed changes nothing, one that has is a new configuration.
"""

import json
import os
import pathlib

from told import ask, watch

CONNECT = os.environ["CONNECT"]
FILES = [pathlib.Path("/connector-configs", name + ".json") for name in os.environ["CONNECTORS"].split()]


def create_bucket(store, bucket):
    status, answer = ask(f"{store}/storage/v1/b?project=alluvium", "POST", {"name": bucket})
    if status not in (200, 409):
        raise OSError(f"the store at {store} made no bucket {bucket}: {status} {answer}")


def register(file):
    connector = json.loads(file.read_text())
    url = f"{CONNECT}/connectors/{connector['name']}/config"
    status, answer = ask(url, "PUT", connector["config"])
    # 409: the workers are just dividing their work anew.
    if status not in (200, 201, 409):
        raise SystemExit(f"{file.name} is refused: {status} {answer.get('message', answer)}")
    return status != 409


def trouble():
    """What does not run yet or any more, a line each; none if all is well."""
    _, connectors = ask(f"{CONNECT}/connectors?expand=status")
    lines = []
    for name in (file.stem for file in FILES):
        status = connectors.get(name, {}).get("status", {"connector": {"state": "ABSENT"}, "tasks": []})
        parts = {"": status["connector"]} | {f" task {task['id']}": task for task in status["tasks"]}
        if not status["tasks"]:
            lines.append(f"{name}: no task yet")
        for part, state in parts.items():
            if state["state"] != "RUNNING":
                first = state.get("trace", "").splitlines()[:1]
                lines.append(f"{name}{part}: {state['state']} {''.join(first)}".rstrip())
    return lines


waiting = list(FILES)


def look():
    if waiting:
        create_bucket(os.environ["GCS"], os.environ["BUCKET"])
    waiting[:] = [file for file in waiting if not register(file)]
    lines = trouble()
    if waiting or lines:
        return "\n".join(lines) or "registering", False
    return f"{len(FILES)} connectors run: {', '.join(file.stem for file in FILES)}", True


watch(look, every_s=2)

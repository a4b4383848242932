# SPDX-License-Identifier: Apache-2.0
"""Makes Trino know the tables of the warehouse, and those that come later: each is registered as lake.bronze.<its name>."""

import os
import urllib.parse

from told import ask, watch

TRINO = os.environ["TRINO"]
GCS = os.environ["GCS"]
BUCKET, _, DIRECTORY = os.environ["WAREHOUSE"].removeprefix("gs://").partition("/")
CATALOG = "lake"
SCHEMA = "bronze"


def sql(statement):
    """The rows of a statement's answer."""
    rows = []
    _, page = ask(f"{TRINO}/v1/statement", "POST", statement.encode(), {"X-Trino-User": "tables"})
    while True:
        if "error" in page:
            raise OSError(f"{page['error']['message']}, at {statement}")
        rows += page.get("data", [])
        if "nextUri" not in page:
            return rows
        _, page = ask(page["nextUri"])


def stored():
    """The tables of the warehouse: the directories right below it that have a log."""
    root = DIRECTORY.strip("/") + "/" if DIRECTORY.strip("/") else ""
    names = [path.removeprefix(root).rstrip("/") for page in pages(root) for path in page.get("prefixes", [])]
    return sorted(name for name in names if any(page.get("items") for page in pages(f"{root}{name}/_delta_log/")))


def pages(prefix):
    """What is right below a prefix, as the store lists it: ``prefixes`` are directories, ``items`` objects."""
    token = ""
    while True:
        query = {"prefix": prefix, "delimiter": "/"} | ({"pageToken": token} if token else {})
        _, page = ask(f"{GCS}/storage/v1/b/{BUCKET}/o?{urllib.parse.urlencode(query)}")
        yield page
        token = page.get("nextPageToken", "")
        if not token:
            return


def register():
    sql(f"CREATE SCHEMA IF NOT EXISTS {CATALOG}.{SCHEMA}")
    known = {row[0] for row in sql(f"SHOW TABLES FROM {CATALOG}.{SCHEMA}")}
    for name in stored():
        # Trino knows names in lower case only.
        if name.lower() not in known:
            location = f"gs://{BUCKET}/{DIRECTORY.strip('/')}/{name}"
            sql(f"CALL {CATALOG}.system.register_table('{SCHEMA}', '{name.lower()}', '{location}')")
            known.add(name.lower())
    return sorted(known)


def look():
    return f"Trino knows {', '.join(register()) or 'no table yet'}", True


watch(look, every_s=5)

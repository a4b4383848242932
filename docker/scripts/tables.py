# SPDX-License-Identifier: Apache-2.0
"""Makes Trino know the tables of the warehouse, and those that come later: each is registered as lake.bronze.<its name>."""

import os
import time
import urllib.parse

from told import Told, ask

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
    prefix = DIRECTORY.strip("/") + "/" if DIRECTORY.strip("/") else ""
    return sorted(
        name
        for name in (path.removeprefix(prefix).rstrip("/") for path in directories(prefix))
        if any(directories(f"{prefix}{name}/_delta_log/", objects=True))
    )


def directories(prefix, objects=False):
    token = ""
    while True:
        query = {"prefix": prefix, "delimiter": "/"} | ({"pageToken": token} if token else {})
        _, page = ask(f"{GCS}/storage/v1/b/{BUCKET}/o?{urllib.parse.urlencode(query)}")
        yield from [item["name"] for item in page.get("items", [])] if objects else page.get("prefixes", [])
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


def main():
    told = Told()
    while True:
        try:
            told.say(f"Trino knows {', '.join(register()) or 'no table yet'}", healthy=True)
        except OSError as e:
            told.say(f"not yet: {e}", healthy=False)
        time.sleep(5)


main()

# SPDX-License-Identifier: Apache-2.0
"""What the scripts beside it share: requests in JSON, and the file that a container's health check looks for."""

import json
import pathlib
import time
import urllib.error
import urllib.request

HEALTHY = pathlib.Path("/tmp/healthy")


def ask(url, method="GET", body=None, headers=None):
    """The status and the JSON of an answer, whatever its status; OSError if there is none."""
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as refused:
        text = refused.read()
        try:
            return refused.code, json.loads(text or b"null")
        except ValueError:
            return refused.code, {"message": text.decode(errors="replace")}


def watch(look, every_s):
    """Looks again and again. ``look`` gives what to say and whether all is well; what is found again is not said again."""
    last = None
    while True:
        try:
            line, healthy = look()
        except OSError as e:
            line, healthy = f"not yet: {e}", False
        if line != last:
            print(line)
            last = line
        if healthy:
            HEALTHY.touch()
        else:
            HEALTHY.unlink(missing_ok=True)
        time.sleep(every_s)

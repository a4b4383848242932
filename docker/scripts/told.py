# SPDX-License-Identifier: Apache-2.0
"""What the scripts beside it share: requests in JSON, and the file that a container's health check looks for."""

import json
import pathlib
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


class Told:
    """Says a thing when it changes, not each time it is found again."""

    def __init__(self):
        self.last = None

    def say(self, line, healthy):
        if line != self.last:
            print(line)
            self.last = line
        if healthy:
            HEALTHY.touch()
        else:
            HEALTHY.unlink(missing_ok=True)

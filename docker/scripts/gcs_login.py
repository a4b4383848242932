# SPDX-License-Identifier: Apache-2.0
"""Lets in programs that insist on logging in to Google Cloud Storage, where the store is an emulator that lets everybody in.

A service account's key is made at each start, and any request is answered with a token, which the emulator never looks at.
"""

import http.server
import json
import os
import pathlib
import subprocess

from told import HEALTHY

KEY_FILE = pathlib.Path(os.environ["KEY_FILE"])
TOKEN = json.dumps({"access_token": "anybody", "expires_in": 3600, "token_type": "Bearer"}).encode()


def write_key():
    key = subprocess.run(
        ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ).stdout
    KEY_FILE.write_text(
        json.dumps(
            {
                "type": "service_account",
                "project_id": "alluvium",
                "private_key_id": "1",
                "private_key": key,
                "client_email": "reader@alluvium.iam.gserviceaccount.com",
                "client_id": "1",
                "token_uri": os.environ["TOKEN_URI"],
            }
        )
    )
    # Trino's user is not this one.
    KEY_FILE.chmod(0o444)


class Login(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(TOKEN)))
        self.end_headers()
        self.wfile.write(TOKEN)

    def log_message(self, *_):
        pass


write_key()
server = http.server.ThreadingHTTPServer(("0.0.0.0", 8080), Login)
HEALTHY.touch()
print(f"the key is in {KEY_FILE}")
server.serve_forever()

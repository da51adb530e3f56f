"""A server that speaks as Google Cloud Storage does, as far as its XML API is asked here, with all objects in memory.

No emulator that can be installed from a package registry takes writes by the XML API, which object_store uses. What this one
answers follows https://cloud.google.com/storage/docs/xml-api/reference-methods: objects with generations, conditions on
them, headers that are kept, listings in parts.
"""

import base64
import hashlib
import json
import threading
import urllib.parse
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

# Headers that come with an object and are given back with it.
KEPT = ("Content-Type", "Cache-Control", "Content-Encoding")
# Objects in one part of a listing, as at Google.
PART = 1000


class Server:
    """Buckets of one server; every bucket that is asked for is there."""

    def __init__(self):
        self.buckets, self.log, self.lock, self.generation = {}, [], threading.Lock(), 1
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                url = urllib.parse.urlsplit(self.path)
                bucket, _, name = urllib.parse.unquote(url.path).lstrip("/").partition("/")
                query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
                with server.lock:
                    server.log.append((self.command, name or "?"))
                    objects = server.buckets.setdefault(bucket, {})
                    if name:
                        status, headers, data = server.object(self.command, objects, name, self.headers, body)
                    else:
                        status, headers, data = 200, {"Content-Type": "application/xml"}, listing(objects, query)
                self.send_response_only(status)
                for key, value in headers.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)

            do_GET = do_PUT = do_DELETE = do_HEAD = do_POST = handle_any

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def environment(self):
        """What object_store reads: an account whose requests need no token."""
        key = {"gcs_base_url": self.url, "disable_oauth": True, "client_email": "", "private_key": "", "private_key_id": ""}
        return {"GOOGLE_SERVICE_ACCOUNT_KEY": json.dumps(key)}

    def object(self, method, objects, name, headers, body):
        """What is answered for one object."""
        known = objects.get(name)
        wanted = headers.get("x-goog-if-generation-match")
        if wanted is not None and int(wanted) != (known["generation"] if known else 0):
            return 412, {}, b"<Error><Code>PreconditionFailed</Code></Error>"
        if method == "PUT":
            kept = {key: headers[key] for key in KEPT if key in headers}
            source = headers.get("x-goog-copy-source")
            if source:
                copied = objects.get(urllib.parse.unquote(source).lstrip("/").partition("/")[2])
                if copied is None:
                    return 404, {}, b""
                body, kept = copied["body"], copied["kept"] | kept
            self.generation += 1
            objects[name] = {"body": body, "kept": kept, "generation": self.generation}
            return 200, described(objects[name]), b"<CopyObjectResult/>" if source else b""
        if known is None:
            return 404, {}, b"<Error><Code>NoSuchKey</Code></Error>"
        if method == "DELETE":
            del objects[name]
            return 204, {}, b""
        return 200, described(known) | known["kept"], known["body"]


def described(known):
    """Headers that say which object it is."""
    tag = hashlib.md5(known["body"]).hexdigest()
    return {"ETag": f'"{tag}"', "x-goog-generation": str(known["generation"]), "Last-Modified": formatdate(0, usegmt=True)}


def listing(objects, query):
    """One part of a listing."""
    names = sorted(name for name in objects if name.startswith(query.get("prefix", "")))
    after = base64.b64decode(query.get("continuation-token", "")).decode()
    names = [name for name in names if name > after]
    part, more = names[:PART], len(names) > PART
    contents = "".join(
        f"<Contents><Key>{escape(name)}</Key><Size>{len(objects[name]['body'])}</Size>"
        f"<LastModified>1970-01-01T00:00:00.000Z</LastModified><ETag>&quot;{hashlib.md5(objects[name]['body']).hexdigest()}&quot;</ETag>"
        f"</Contents>"
        for name in part
    )
    token = f"<NextContinuationToken>{base64.b64encode(part[-1].encode()).decode()}</NextContinuationToken>" if more else ""
    return f"<?xml version='1.0'?><ListBucketResult>{contents}{token}</ListBucketResult>".encode()

"""Publishes to servers that speak as S3, Google Cloud Storage and Azure do, through a proxy that lets requests fail.

    target/moto/bin/python tests/tools/stores.py PROGRAM [PATH OF AZURITE]

What is held: every object is served as its kind wants it; objects that are not ours stay whole; whichever request fails,
every page that is there leads only to what is there and nothing was deleted after the error; publishing again completes the
work; no output holds a key.
"""

import base64
import hashlib
import hmac
import http.client
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3
import gcs
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer

PROGRAM = os.path.abspath(sys.argv[1])
SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY"
# A build waits until its files are on the disk, which takes four times as long as in memory.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 1 << 30 else None
# The account that every Azurite has; its key is in Azurite's documentation and opens nothing else.
ACCOUNT = "devstoreaccount1"
ACCOUNT_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


class Proxy:
    """Passes requests on, but for those that shall fail."""

    def __init__(self, host, port):
        self.fails, self.kind, self.log = None, None, []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                at = len(proxy.log)
                proxy.log.append((self.command, self.path))
                kind = proxy.kind if proxy.fails is not None and proxy.hits(at) else None
                if kind == "reset":
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                if kind in (403, 500, 503):
                    self.answer(kind, {"Content-Type": "application/xml"}, b"<Error><Code>Faulty</Code></Error>")
                    return
                connection = http.client.HTTPConnection(host, port)
                connection.request(self.command, self.path, body, dict(self.headers))
                response = connection.getresponse()
                data, headers = response.read(), dict(response.getheaders())
                connection.close()
                if kind == "lost":
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                if kind == "truncated" and b"<ListBucketResult" in data:
                    data = truncated(data)
                self.answer(response.status, headers, data)

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_any

            def answer(self, status, headers, data):
                self.send_response_only(status)
                for name, value in headers.items():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        self.send_header(name, value)
                length = headers.get("Content-Length", len(data)) if self.command == "HEAD" else len(data)
                self.send_header("Content-Length", str(length))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def hits(self, at):
        # An error of the server is one that lasts: what passes is tried again, and seen by nobody.
        return at >= self.fails if self.kind in ("reset", 500) else at == self.fails

    def begin(self, fails=None, kind=None):
        self.fails, self.kind, self.log = fails, kind, []


def truncated(listing):
    """A listing that lost its second half, and does not say so."""
    parts = re.split(rb"(?=<Contents>)|(?<=</Contents>)(?=<(?!Contents))", listing)
    contents = [part for part in parts if part.startswith(b"<Contents>")]
    others = [part for part in parts if not part.startswith(b"<Contents>")]
    return others[0] + b"".join(contents[: len(contents) // 2]) + b"".join(others[1:])


BESIDE_PAGES = ("data", "entry-json", "markdown", "llms", "term-feeds", "calendar", "term-calendars", "search")


class Project:
    """A small project with one target."""

    def __init__(self, target, environment, outputs=True):
        self.folder = Path(tempfile.mkdtemp(prefix="compendium-stores-", dir=MEMORY))
        names = ("PATH", "HOME", "LANG", "TMPDIR")
        self.environment = {name: os.environ[name] for name in names if name in os.environ} | environment
        self.environment["HOME"] = str(self.folder)
        self.root = self.folder / "project"
        self.run("init", str(self.root), at=self.folder)
        # Without what other generators have not either: a publication has fewer requests that may fail.
        few = "" if outputs else "\n[outputs]\n" + "".join(f"{name} = false\n" for name in BESIDE_PAGES)
        (self.root / "site.toml").open("a").write(f"{few}\n[publish.bucket]\n{target}\n")

    def run(self, *arguments, at=None, code=0):
        ran = subprocess.run(
            [PROGRAM, *arguments], cwd=at or self.root, env=self.environment, capture_output=True, text=True, timeout=300
        )
        said = ran.stdout + ran.stderr
        assert SECRET not in said and ACCOUNT_KEY not in said, "a key was shown"
        assert code is None or ran.returncode == code, f"{arguments}: exit {ran.returncode}\n{said}"
        return ran.returncode, said

    def write(self, state):
        """The site in one of two states, with another page in each."""
        entry = (
            "---\nkind: practice\ntitle: {0}\nsummary: What {0} does.\nlevel: global\nthemes: quality\nstatus: proposed\n"
            "evidence: described\nsources: {{cite: readme}}\ndate: 2026-06-01\n---\n\nAs in [[read-in-pairs]].\n"
        )
        practices = self.root / "content/practices"
        for other in "abcdef":
            (practices / f"only-{other}.md").unlink(missing_ok=True)
        for name in ("abc", "def")[state]:
            (practices / f"only-{name}.md").write_text(entry.format(f"Only {name}"))
        known = practices / "read-in-pairs.md"
        text = re.sub(r"\n\n\(State.*", "", known.read_text(), flags=re.S)
        known.write_text(f"{text.rstrip()}\n\n(State {state}: [[only-{'ad'[state]}]])\n")
        self.run("build", "--as-of", "2026-06-01")

    def built(self):
        files = {}
        for path in sorted((self.root / "public").rglob("*")):
            below = path.relative_to(self.root / "public").as_posix()
            if path.is_file() and not below.startswith(".compendium/"):
                files[below] = path.read_bytes()
        return files

    def remove(self):
        shutil.rmtree(self.folder)


def dead_links(files):
    """Links between pages that lead nowhere."""
    dead = set()
    for path, text in files.items():
        if not path.endswith(".html") or path == "404.html":
            continue
        for link in re.findall(rb'(?:href|src)="(/[^"#?]*)', text):
            target = urllib.request.unquote(link.decode()).lstrip("/")
            target = target + "index.html" if target == "" or target.endswith("/") else target
            if target not in files:
                dead.add((path, target))
    return dead


class Bucket:
    """A bucket of moto's, looked at beside the proxy."""

    def __init__(self, url, name, prefix=""):
        session = boto3.session.Session(aws_access_key_id="AKIAEXAMPLE0000", aws_secret_access_key=SECRET)
        self.client = session.client("s3", endpoint_url=url, region_name="eu-west-1")
        self.name, self.prefix = name, prefix
        self.client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})

    def put(self, path, text):
        self.client.put_object(Bucket=self.name, Key=path, Body=text)

    def objects(self):
        """What is there, from the memory of moto, which runs in this process: to ask for each takes seconds."""
        files = {}
        for key in s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[self.name].keys.values():
            path = key.name.removeprefix(self.prefix)
            if key.name.startswith(self.prefix) and not path.startswith(".compendium/"):
                files[path] = key.value
        return files

    def head(self, path):
        return self.client.head_object(Bucket=self.name, Key=self.prefix + path)


def environment_of_s3():
    return {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE0000", "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "eu-west-1"}


def check_shown(bucket, project, beside, story):
    objects, built = bucket.objects(), project.built()
    others = {path: text for path, text in objects.items() if path not in built and not path.startswith("assets/")}
    assert others == beside, f"{story}: {sorted(others)} beside the site"
    different = [path for path, text in built.items() if objects.get(path) != text]
    assert not different, f"{story}: {different[:5]} differ"


def story_of_s3(server):
    proxy = Proxy("127.0.0.1", server)
    bucket = Bucket(f"http://127.0.0.1:{server}", "story", "sites/compact/")
    target = f'type = "s3"\nbucket = "story"\nprefix = "sites/compact"\nendpoint = "{proxy.url}"'
    project = Project(target, environment_of_s3())
    bucket.put("sites/compact/theirs/index.html", b"theirs")
    bucket.put("elsewhere.txt", b"theirs")
    bucket.put("sites/compact/pages/", b"")
    project.write(0)
    project.run("publish", "--plan")
    writing = [method for method, _ in proxy.log if method != "GET"]
    assert not writing, f"a plan sent {writing}"
    project.run("publish", "--yes")
    beside = {"theirs/index.html": b"theirs", "pages/": b""}
    check_shown(bucket, project, beside, "published")
    page, style = bucket.head("index.html"), next(path for path in project.built() if path.endswith(".css"))
    assert page["ContentType"] == "text/html; charset=utf-8" and "must-revalidate" in page["CacheControl"], page
    assert "immutable" in bucket.head(style)["CacheControl"], bucket.head(style)
    proxy.begin()
    project.run("publish", "--yes")
    assert len(proxy.log) < 8, f"nothing to do took {len(proxy.log)} requests"
    project.write(1)
    proxy.begin()
    project.run("publish", "--yes")
    requests = len(proxy.log)
    check_shown(bucket, project, beside, "changed")
    project.run("rollback", "--yes")
    assert "practices/only-a/index.html" in bucket.objects() and "practices/only-d/index.html" not in bucket.objects(), "rolled back"
    assert bucket.head("practices/read-in-pairs/index.html")["ContentType"].startswith("text/html"), "a rollback keeps headers"
    _, said = project.run("status")
    assert "which is generation 1 again" in said, said
    project.remove()
    print(f"S3: published, changed with {requests} requests, rolled back; {len(beside)} objects of others are whole")


def faults_of_s3(server, kind, step):
    proxy = Proxy("127.0.0.1", server)
    bucket = Bucket(f"http://127.0.0.1:{server}", f"faults-{kind}")
    project = Project(f'type = "s3"\nbucket = "faults-{kind}"\nendpoint = "{proxy.url}"', environment_of_s3(), outputs=False)
    bucket.put("theirs.txt", b"theirs")
    project.write(0)
    project.run("publish", "--yes")
    state, at, failures = 0, 0, 0
    while True:
        state = 1 - state
        project.write(state)
        proxy.begin(at, kind)
        code, said = project.run("publish", "--yes", code=None)
        log, hit = proxy.log, len(proxy.log) > at
        proxy.begin()
        story = f"request {at}, {kind}"
        objects = bucket.objects()
        assert objects["theirs.txt"] == b"theirs", story
        assert not dead_links(objects), f"{story}: {sorted(dead_links(objects))[:5]}"
        if code:
            failures += 1
            assert code == 3, f"{story}: exit {code}\n{said}"
            late = [entry for entry in log[at + 1 :] if entry[0] == "DELETE" and ".compendium" not in entry[1]]
            assert not late or "tidied" in said, f"{story}: deleted after the error: {late}"
        project.run("publish", "--yes", "--take-over")
        check_shown(bucket, project, {"theirs.txt": b"theirs"}, story)
        if not hit or (kind == "truncated" and at > 6):
            break
        at += step
    project.remove()
    print(f"S3, {kind}: {at} requests, {failures} publications failed, all were completed")


def two_at_once(server):
    proxy = Proxy("127.0.0.1", server)
    bucket = Bucket(f"http://127.0.0.1:{server}", "two")
    target = f'type = "s3"\nbucket = "two"\nendpoint = "{proxy.url}"'
    projects = [Project(target, environment_of_s3()) for _ in range(2)]
    for state, project in enumerate(projects):
        project.write(state)
    codes = {}

    def publish(at):
        codes[at] = projects[at].run("publish", "--yes", code=None)[0]

    threads = [threading.Thread(target=publish, args=(at,)) for at in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert 0 in codes.values() and set(codes.values()) <= {0, 3}, codes
    assert not dead_links(bucket.objects()), "two at once"
    winner = next(at for at, code in codes.items() if code == 0)
    if 3 in codes.values():
        check_shown(bucket, projects[winner], {}, "two at once")
    [project.remove() for project in projects]
    print(f"S3: of two at once, exit codes {sorted(codes.values())}")


class Azure:
    """A container of Azurite's, readable by anybody."""

    def __init__(self, port, name):
        self.port, self.name = port, name
        self.request("PUT", f"/{ACCOUNT}/{name}", {"restype": "container"}, {"x-ms-blob-public-access": "container"})

    def request(self, method, path, query, headers):
        """With a shared key: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key."""
        headers = headers | {"x-ms-date": formatdate(usegmt=True), "x-ms-version": "2021-08-06"}
        own = "".join(f"{name}:{value}\n" for name, value in sorted(headers.items()))
        resource = f"/{ACCOUNT}{path}" + "".join(f"\n{name}:{value}" for name, value in sorted(query.items()))
        text = f"{method}\n" + "\n" * 11 + own + resource
        signature = hmac.new(base64.b64decode(ACCOUNT_KEY), text.encode(), hashlib.sha256).digest()
        headers["Authorization"] = f"SharedKey {ACCOUNT}:{base64.b64encode(signature).decode()}"
        url = f"http://127.0.0.1:{self.port}{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(urllib.request.Request(url, method=method, headers=headers)) as response:
            return response.read()

    def get(self, path):
        url = f"http://127.0.0.1:{self.port}/{ACCOUNT}/{self.name}/{urllib.parse.quote(path)}"
        with urllib.request.urlopen(url) as response:
            return response.headers, response.read()

    def objects(self):
        files, marker = {}, ""
        while True:
            url = f"http://127.0.0.1:{self.port}/{ACCOUNT}/{self.name}?restype=container&comp=list&marker={marker}"
            listing = urllib.request.urlopen(url).read().decode()
            for path in re.findall(r"<Name>([^<]*)</Name>", listing):
                if not path.startswith(".compendium/"):
                    files[path] = self.get(path)[1]
            found = re.search(r"<NextMarker>([^<]+)</NextMarker>", listing)
            if not found:
                return files
            marker = found[1]


def story_of_azure(azurite):
    folder = tempfile.mkdtemp(prefix="compendium-azurite-", dir=MEMORY)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--blobPort", str(port), "--location", folder, "--silent", "--skipApiVersionCheck", "--disableTelemetry"]
    server = subprocess.Popen(["node", azurite, *options], stdout=subprocess.DEVNULL)
    try:
        for _ in range(150):
            with socket.socket() as ready:
                if ready.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        container = Azure(port, "compact")
        target = f'type = "azure"\ncontainer = "compact"\naccount = "{ACCOUNT}"\nprecompress = ["gzip"]\n' + (
            f'endpoint = "http://127.0.0.1:{port}/{ACCOUNT}"'
        )
        project = Project(target, {"AZURE_STORAGE_ACCOUNT_KEY": ACCOUNT_KEY})
        project.write(0)
        project.run("publish", "--yes")
        headers, _ = container.get("index.html")
        assert headers["Content-Encoding"] == "gzip" and headers["Content-Type"] == "text/html; charset=utf-8", headers
        assert set(container.objects()) == set(project.built()), "published"
        project.write(1)
        project.run("publish", "--yes")
        assert "practices/only-d/index.html" in container.objects() and "practices/only-a/index.html" not in container.objects(), "changed"
        _, said = project.run("publish", "--yes")
        assert "nothing to do" in said, said
        project.run("rollback", "--yes")
        assert "practices/only-a/index.html" in container.objects(), "rolled back"
        assert container.get("practices/read-in-pairs/index.html")[0]["Content-Encoding"] == "gzip", "a rollback keeps headers"
        project.remove()
        print("Azure: published, changed, rolled back, compressed")
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


def story_of_google():
    server = gcs.Server()
    bucket = server.buckets.setdefault("story", {})
    project = Project(f'type = "gcs"\nbucket = "story"\nendpoint = "{server.url}"', server.environment())
    theirs = {"body": b"theirs", "kept": {}, "generation": 1}
    bucket["theirs.txt"] = theirs
    project.write(0)
    project.run("publish", "--plan")
    assert {method for method, _ in server.log} == {"GET"}, f"a plan sent {server.log}"
    project.run("publish", "--yes")
    shown = lambda: {path for path in bucket if not path.startswith(".compendium/")}
    assert shown() == set(project.built()) | {"theirs.txt"} and bucket["theirs.txt"] is theirs, "published"
    page, style = bucket["index.html"]["kept"], next(path for path in project.built() if path.endswith(".css"))
    assert page["Content-Type"] == "text/html; charset=utf-8" and "immutable" in bucket[style]["kept"]["Cache-Control"], page
    assert bucket["data/site.sqlite"]["kept"]["Content-Type"] == "application/vnd.sqlite3", bucket["data/site.sqlite"]["kept"]
    project.write(1)
    project.run("publish", "--yes")
    assert "practices/only-d/index.html" in bucket and "practices/only-a/index.html" not in bucket, "changed"
    project.run("rollback", "--yes")
    assert "practices/only-a/index.html" in bucket and bucket["index.html"]["kept"] == page, "rolled back"
    # Somebody else begins to publish: whose journal is there first goes on, and the other one stops.
    bucket[".compendium/journal.json"] = {"body": b"{}", "kept": {}, "generation": 10**6}
    code, said = project.run("publish", "--yes", code=None)
    assert code != 0, said
    del bucket[".compendium/journal.json"]
    project.run("publish", "--yes")
    project.remove()
    server.server.shutdown()
    print("Google: published, changed, rolled back")


# Pages of the site whose publication is counted, and what may be asked for one that changed: a listing has a part for every
# thousand objects, and all else does not grow with the site.
PAGES, BESIDES = 2500, 30


def many_files():
    """One changed page of thousands takes a listing and a few requests, none for a page that is as it was."""
    server = gcs.Server()
    project = Project(f'type = "gcs"\nbucket = "many"\nendpoint = "{server.url}"', server.environment(), outputs=False)
    entry = (
        "---\nkind: practice\ntitle: Page {0}\nsummary: What page {0} does.\nlevel: global\nthemes: quality\nstatus: proposed\n"
        "evidence: described\nsources: {{cite: readme}}\ndate: 2026-06-01\n---\n\nText.\n"
    )
    for at in range(PAGES):
        (project.root / f"content/practices/page-{at}.md").write_text(entry.format(at))
    project.run("build", "--as-of", "2026-06-01")
    project.run("publish", "--yes")
    files = len(server.buckets["many"])
    assert files > PAGES, f"only {files} files"
    known = {path: value["generation"] for path, value in server.buckets["many"].items()}
    server.log.clear()
    _, said = project.run("publish", "--yes")
    parts = -(-files // gcs.PART)
    assert "nothing to do" in said and len(server.log) <= 2 + parts, server.log
    page = project.root / "content/practices/page-7.md"
    page.write_text(page.read_text() + "\nOne sentence more.\n")
    project.run("build", "--as-of", "2026-06-01")
    server.log.clear()
    project.run("publish", "--yes")
    changed = [path for path, value in server.buckets["many"].items() if known.get(path) != value["generation"]]
    assert len(server.log) <= parts + BESIDES, f"{len(server.log)} requests: {server.log}"
    asked = {name for _, name in server.log if not name.startswith(".compendium/") and name != "?"}
    assert asked <= set(changed), f"asked for {sorted(asked - set(changed))}, which did not change"
    project.remove()
    print(f"Google: one page of {files} files published with {len(server.log)} requests")


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    story_of_google()
    many_files()
    story_of_s3(port)
    two_at_once(port)
    # Every call fails in every way in `src/publish/tests/faults.rs`; here it is the requests that are real.
    for kind, step in (("truncated", 1), (403, 2), ("lost", 3), (503, 5), ("reset", 5), (500, 5)):
        faults_of_s3(port, kind, step)
    server.stop()
    if len(sys.argv) > 2:
        story_of_azure(sys.argv[2])


main()

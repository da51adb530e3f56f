"""Measures compendium and Hugo on the same corpus, and prints a table in Markdown.

    run.py PROGRAM BENCH HUGO ENTRIES RUNS [FOLDER]

Times are those of whole processes, the median of some runs; memory is the largest resident set of that run. Files lie on a
memory file system. The time of an edit in the preview runs from the save of a file until the new page is answered.
"""

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import hugo as hugo_form

AS_OF = "2026-06-01"


def cost(command, cwd):
    """Seconds and MiB of one run."""
    with tempfile.TemporaryFile() as log:
        start = time.monotonic()
        child = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        if status:
            log.seek(0)
            raise SystemExit(f"{command} failed:\n{log.read().decode()}")
    return seconds, used.ru_maxrss / 1024


def median(runs, prepare, command, cwd):
    costs = []
    for run in range(runs):
        prepare(run)
        costs.append(cost(command, cwd))
    return sorted(costs)[len(costs) // 2]


def edit(path, mark):
    """Adds a sentence to a text, or exchanges that of the last edit."""
    text = path.read_text(encoding="utf-8").split("\n\nMark")[0].rstrip("\n")
    path.write_text(f"{text}\n\nMark{mark}x.\n", encoding="utf-8")
    return f"Mark{mark}x"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def ask(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read().decode()
    except (OSError, http.client.HTTPException):
        # Nothing yet, or a page that is written anew while it is sent.
        return ""


def served(command, cwd, url, path, runs):
    """How long until a server answers, and how long an edit takes until it is answered; in seconds and milliseconds."""
    start = time.monotonic()
    child = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not ask(url):
            if child.poll() is not None or time.monotonic() - start > 600:
                raise SystemExit(f"{command} does not serve {url}")
            time.sleep(0.01)
        begun = time.monotonic() - start
        times = []
        for run in range(runs):
            time.sleep(1.5)
            begin = time.monotonic()
            mark = edit(path, 1000 + run)
            while mark not in ask(url):
                if time.monotonic() - begin > 120:
                    raise SystemExit(f"{command} does not show an edit")
                time.sleep(0.001)
            times.append(time.monotonic() - begin)
    finally:
        child.terminate()
        child.wait()
    return begun, statistics.median(times) * 1000


def measure(program, bench, hugo, entries, runs, work):
    corpus, site = work / "corpus", work / "hugo"
    subprocess.run([bench, "--entries", str(entries), "--generate", str(corpus)], check=True)
    hugo_form.convert(corpus, site)
    index = sorted((corpus / "content/commitments").glob("*.md"))[entries // 4]
    page = f"commitments/{index.stem}"
    out, peers_out, port = work / "out", work / "hugo-out", free_port()
    peers_port = free_port()
    ours = [program, "build", "--quiet", "--as-of", AS_OF, "--output", str(out)]
    theirs = [hugo, "--quiet", "--destination", str(peers_out)]
    mine, other = corpus / f"content/{page}.md", site / f"content/{page}.md"

    def fresh(folder):
        return lambda run: shutil.rmtree(folder, ignore_errors=True)

    rows = []

    def row(work_name, one, two):
        rows.append((work_name, one, two))

    row("full build", median(runs, fresh(out), ours, corpus), median(runs, fresh(peers_out), theirs, site))
    row("nothing changed", median(runs, lambda run: None, ours, corpus), median(runs, lambda run: None, theirs, site))
    row("one text edited", median(runs, lambda run: edit(mine, run), ours, corpus), median(runs, lambda run: edit(other, run), theirs, site))
    serve = [program, "serve", "--port", str(port), "--as-of", AS_OF]
    server = [hugo, "server", "--port", str(peers_port), "--bind", "127.0.0.1", "--quiet"]
    us = served(serve, corpus, f"http://localhost:{port}/{page}/", mine, runs)
    them = served(server, site, f"http://127.0.0.1:{peers_port}/{page}/", other, runs)
    print_table(entries, rows, us, them, out, peers_out)


def print_table(entries, rows, us, them, out, peers_out):
    for name, (seconds, memory), (other_seconds, other_memory) in rows:
        ratio = seconds / other_seconds
        print(f"| {entries:,} | {name} | {seconds:.2f} s | {memory:.0f} MiB | {other_seconds:.2f} s | {other_memory:.0f} MiB | {ratio:.2f} |")
    print(f"| {entries:,} | preview: first page | {us[0]:.2f} s | | {them[0]:.2f} s | | {us[0] / them[0]:.2f} |")
    print(f"| {entries:,} | preview: an edit is seen | {us[1]:.0f} ms | | {them[1]:.0f} ms | | {us[1] / them[1]:.3f} |")
    sizes = [sum(1 for path in folder.rglob("*") if path.is_file()) for folder in (out, peers_out)]
    bytes_ = [sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) >> 20 for folder in (out, peers_out)]
    print(f"| {entries:,} | files written | {sizes[0]:,} | {bytes_[0]} MiB | {sizes[1]:,} | {bytes_[1]} MiB | |", flush=True)


def machine():
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} cores ({cpu[1] if cpu else 'unknown processor'})"


def main():
    program, bench, hugo, entries, runs = sys.argv[1:6]
    memory = Path("/dev/shm")
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"v?(\d+\.\d+\.\d+)", said)[1]
    ours = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    place = "/dev/shm" if memory.is_dir() else tempfile.gettempdir()
    print(f"{machine()}, files in {place}, median of {runs} runs; {ours}, Hugo {version}\n")
    print("| entries | work | compendium | memory | Hugo | memory | compendium ÷ Hugo |")
    print("|---:|---|---:|---:|---:|---:|---:|", flush=True)
    for size in entries.split(","):
        with tempfile.TemporaryDirectory(prefix="compendium-peers-", dir=memory if memory.is_dir() else None) as work:
            measure(program, bench, hugo, int(size), int(runs), Path(work))


if __name__ == "__main__":
    main()

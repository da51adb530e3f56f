"""Reads every calendar of a built site with a library that others wrote, and holds it against RFC 5545.

    target/venv/bin/python tests/tools/calendars.py public

Finished with 1 when something is wrong, after all of it has been said.
"""

import sys
from datetime import date, datetime, timezone
from pathlib import Path

from icalendar import Calendar

# Octets of a line without its end (RFC 5545, section 3.1).
LINE = 75


def wrong_lines(content: bytes):
    """What is wrong with a file before anything is understood of it."""
    if not content.endswith(b"\r\n"):
        yield "the last line has no end"
    if content.count(b"\n") != content.count(b"\r\n") or content.count(b"\r") != content.count(b"\r\n"):
        yield "a line ends otherwise than by CR and LF"
    for line in content.split(b"\r\n"):
        if len(line) > LINE:
            yield f"a line of {len(line)} octets: {line[:40]!r}"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"a line is folded within a letter: {line[:40]!r}"


def wrong_event(event):
    """What is wrong with one event."""
    name = event.get("UID", "an event without UID")
    for prop in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "CATEGORIES"):
        if not event.get(prop):
            yield f"{name}: no {prop}"
        if isinstance(event.get(prop), list) and prop != "CATEGORIES":
            yield f"{name}: {prop} twice"
    for prop, message in event.errors:
        yield f"{name}: {prop}: {message}"
    start = event.decoded("DTSTART")
    if not isinstance(start, date) or isinstance(start, datetime):
        yield f"{name}: DTSTART is no day but {start!r}"
    stamp = event.decoded("DTSTAMP")
    if not isinstance(stamp, datetime) or stamp.utcoffset() != timezone.utc.utcoffset(None):
        yield f"{name}: DTSTAMP is not in UTC: {stamp!r}"
    if "URL" in event and not str(event["URL"]).startswith(("https://", "http://")):
        yield f"{name}: URL is not whole: {event['URL']}"
    if "\\" in str(event["SUMMARY"]):
        yield f"{name}: SUMMARY is escaped twice: {event['SUMMARY']}"


def wrong_calendar(content: bytes):
    """What is wrong with a calendar."""
    yield from wrong_lines(content)
    calendar = Calendar.from_ical(content)
    if calendar.name != "VCALENDAR" or calendar.get("VERSION") != "2.0" or not calendar.get("PRODID"):
        yield "no calendar of version 2.0 with PRODID"
    for prop, message in calendar.errors:
        yield f"{prop}: {message}"
    events = calendar.walk("VEVENT")
    if not events:
        yield "no event"
    uids = [str(event.get("UID")) for event in events]
    if len(set(uids)) != len(uids):
        yield "two events have one UID"
    for event in events:
        yield from wrong_event(event)


def main():
    site = Path(sys.argv[1])
    files = sorted(site.rglob("*.ics"))
    problems = [f"{path}: {problem}" for path in files for problem in wrong_calendar(path.read_bytes())]
    if not (site / "calendar.ics").is_file():
        problems.append("the site has no calendar")
    print("\n".join(problems) or f"{len(files)} calendars are as RFC 5545 asks")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Times that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from geodata.checks.curated import Curated
from geodata.errors import Problem
from geodata.records import Document, Meeting, Post, Zone

# Experts met on the eve of the fourth and fifth meetings in Astana, and delegations speak on arrival.
EVE = timedelta(days=1)
# A statement closing a meeting is often given, or dated, the morning after.
AFTERMATH = timedelta(days=1)


def sessions_outside_their_meeting(data: Curated) -> Iterator[Problem]:
    """A session is held on a day of its meeting or on its eve."""
    for entry in data.entries(Meeting):
        meeting = entry.record
        for session in meeting.sessions:
            if not meeting.start - EVE <= session.date <= meeting.end:
                problem = f"{session.id} is on {session.date}, the meeting from {meeting.start} to {meeting.end}"
                yield entry.problem(problem, "correct the day, or move the session to its meeting")


def statements_outside_their_meeting(data: Curated) -> Iterator[Problem]:
    """A statement at a meeting is made from its eve to the day after."""
    for entry in data.entries(Meeting):
        meeting = entry.record
        for statement in meeting.statements:
            if not meeting.start - EVE <= statement.date <= meeting.end + AFTERMATH:
                problem = f"{statement.id} is of {statement.date}, the meeting from {meeting.start} to {meeting.end}"
                yield entry.problem(problem, "correct the day, or move the statement to its meeting")


def order_of_sessions(data: Curated) -> Iterator[Problem]:
    """Sessions are numbered once each, and their days follow their numbers."""
    for entry in data.entries(Meeting):
        sessions = sorted(entry.record.sessions, key=lambda session: session.order)
        for earlier, later in zip(sessions, sessions[1:], strict=False):
            if later.order == earlier.order:
                problem = f"{earlier.id} and {later.id} have the order {later.order}"
                yield entry.problem(problem, "number them one after the other")
            elif later.date < earlier.date:
                problem = f"{later.id} comes after {earlier.id} and is dated before it"
                yield entry.problem(problem, "correct the order or a day")


def documents_outside_their_meeting(data: Curated) -> Iterator[Problem]:
    """A document a meeting adopted is dated on one of its days."""
    days = {entry.record.id: entry.record.date for entry in data.entries(Document)}
    for entry in data.entries(Meeting):
        meeting = entry.record
        for document in meeting.documents:
            day = days.get(document, meeting.start)
            if not meeting.start <= day <= meeting.end:
                problem = f"{document} is dated {day}, the meeting from {meeting.start} to {meeting.end}"
                yield entry.problem(problem, "correct a day, or take the document to its meeting")


def posts_left_before_they_stood(data: Curated) -> Iterator[Problem]:
    """A post is evacuated after it is established."""
    for entry in data.entries(Post):
        since, until = entry.record.established, entry.record.evacuated
        if since is not None and until is not None and until <= since:
            yield entry.problem(f"evacuated on {until}, not after it was established on {since}", "correct a day")


def turns_out_of_order(data: Curated) -> Iterator[Problem]:
    """The turns in a zone's life stand in the order of their days."""
    for entry in data.entries(Zone):
        turns = entry.record.lifecycle
        for earlier, later in zip(turns, turns[1:], strict=False):
            if later.date < earlier.date:
                problem = f"lifecycle: {later.date} stands after {earlier.date}"
                yield entry.problem(problem, "put the turns in the order of their days")

"""Stories: views in an order, each with a text, notes for whoever presents it, and its sources.

One JSON file a story, in ``stories/``; ``docs/stories.md`` describes the fields.
"""

from __future__ import annotations

from dashboard.stories.reading import SERVED, STORIES, check_folder, read_stories, read_story
from dashboard.stories.records import Step, Story

__all__ = ["SERVED", "STORIES", "Step", "Story", "check_folder", "read_stories", "read_story"]

"""Stories: views in an order, each with a text, notes for whoever presents it, and its sources.

One JSON file a story, in ``stories/``; ``docs/stories.md`` describes the fields.
"""

from __future__ import annotations

from dashboard.stories.reading import SERVED, STORIES, read_stories, read_story, story_folder
from dashboard.stories.records import Step, Story

__all__ = ["SERVED", "STORIES", "Step", "Story", "read_stories", "read_story", "story_folder"]

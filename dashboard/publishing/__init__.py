"""The atlas as plain files that any web server can host.

Pages come from the application itself and are rewritten so that every address in them is a file beside them.
"""

from __future__ import annotations

from dashboard.publishing.files import MANIFEST, Published
from dashboard.publishing.site import publish

__all__ = ["MANIFEST", "Published", "publish"]

"""Which tests are collected: those that start a Ray cluster only with MEMCON_RAY set."""

from __future__ import annotations

import os

# Ray is no dependency of developers; a cluster takes a minute to start and to notice a dead node.
collect_ignore = [] if os.environ.get("MEMCON_RAY") else ["test_ray.py"]

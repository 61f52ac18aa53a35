"""The pipeline: the one place that names every stage."""

from __future__ import annotations

"""Attachments looked through before they are published: what is in them that nobody sees."""

from gongkai.documents.inspections.inspecting import inspect_file
from gongkai.documents.inspections.seen import Inspected
from gongkai.documents.inspections.stripping import CannotStrip, strip_metadata

__all__ = ["CannotStrip", "Inspected", "inspect_file", "strip_metadata"]

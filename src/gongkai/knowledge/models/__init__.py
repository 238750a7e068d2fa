"""Answers (知识条目) and their versions."""

from gongkai.knowledge.models.answers import AnswerVersion, KnowledgeEntry, VersionState

__all__ = ["AnswerVersion", "KnowledgeEntry", "VersionState"]

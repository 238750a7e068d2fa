"""Reading answers: those in use for agents and the public, and the desk of those who write."""

from gongkai.knowledge.queries.finding import AnswerFound, answers_for

__all__ = ["AnswerFound", "answers_for"]

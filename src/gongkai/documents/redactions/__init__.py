"""Severing (区分处理): what is hidden is burned in, the rest rebuilt, and the result searched."""

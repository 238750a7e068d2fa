"""Answers to what is often asked (知识库): written, reviewed, dated, released."""

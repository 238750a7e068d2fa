"""The annual report (政府信息公开工作年度报告) as a document, and its five file formats."""

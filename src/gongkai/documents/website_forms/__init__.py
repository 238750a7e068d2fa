"""政府网站工作年度报表 as files: DOCX, XLSX, HTML."""

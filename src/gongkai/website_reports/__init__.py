"""政府网站工作年度报表, compiled from records, checked and published."""

"""Forms on paper (空白表格、填写样表) of service items, as PDF and Word files."""

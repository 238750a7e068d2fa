"""The website's yearly form at the console."""

"""Views of the website's self-inspection."""

"""The report's prose: templates with live figures, their checks and the default text."""

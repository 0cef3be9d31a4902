"""Workbooks for people: sheets with headings and labels in their language, which are read back exactly, and foreign workbooks."""

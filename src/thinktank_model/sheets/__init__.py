"""Workbooks for people: sheets with headings and labels in their language, read back exactly, and workbooks of other people."""

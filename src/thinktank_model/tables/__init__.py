"""Converts records to flat tables and back exactly, for spreadsheets, CSV and SQL."""

"""Records as flat tables and back, exactly: what spreadsheets, CSV and SQL are on."""

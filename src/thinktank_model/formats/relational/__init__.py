"""The common parts of formats for relational databases: the schema, its text in two dialects, views, and the conversion of rows."""

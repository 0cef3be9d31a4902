"""What the formats for relational databases share: the schema, its text in two dialects, views, and rows to and from records."""

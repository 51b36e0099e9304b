"""Raw documents to article records.  Light to import: what only reads articles needs no readers of documents."""

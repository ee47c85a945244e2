"""Pictures and tables for the documents, made by the project itself."""

"""What a page says: one document for each family."""

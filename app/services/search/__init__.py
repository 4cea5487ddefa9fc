"""Search: a disposable whoosh index that follows the change log, and what is asked of it."""

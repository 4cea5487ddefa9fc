"""Opening hours, asked as sentences."""

"""The rules, asked as sentences."""

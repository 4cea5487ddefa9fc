"""What the guide gives away: calendars, feeds and links, made of plain values already in the reader's language."""

"""Pictures: refused or made harmless, kept, shown for as long as they may be."""

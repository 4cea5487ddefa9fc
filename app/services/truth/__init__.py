"""Keeping the guide true: translations that follow their source, facts that are looked at again, links, digests."""

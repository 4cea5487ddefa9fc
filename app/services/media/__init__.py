"""Pictures that editors bring: refused or re-encoded, stored under names of their own, shown for as long as they may be."""

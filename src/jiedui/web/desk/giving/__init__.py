"""The desk's chapter of giving: gifts, donors, goods, pledges, bills, campaigns, wishes, claims."""

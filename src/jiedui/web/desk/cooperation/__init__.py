"""Pages of cooperation: pairings, agreements, visits, people; forms that need two people."""

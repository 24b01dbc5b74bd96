"""Pages of blank forms: take one in, see each cell with its value or reason, confirm, file."""

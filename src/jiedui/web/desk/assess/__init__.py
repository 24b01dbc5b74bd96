"""The assessment on the desk: the board, each item, self-reports, reconciliation, duties."""

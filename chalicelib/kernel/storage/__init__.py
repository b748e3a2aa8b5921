"""Where rows are kept: the table, its transactions, cursors and quotas."""

"""Tasks: what someone still has to do, as rows that home reads together with everything else of its range."""

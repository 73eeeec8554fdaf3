quoth search --db nowhere/x.db agents

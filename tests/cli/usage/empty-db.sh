quoth --db= search agents

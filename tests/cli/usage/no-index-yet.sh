quoth search agents

quoth serach agents

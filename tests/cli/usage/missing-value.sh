quoth version --db

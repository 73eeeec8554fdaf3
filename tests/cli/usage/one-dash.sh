quoth version -quite

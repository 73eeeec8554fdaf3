quoth version -Z

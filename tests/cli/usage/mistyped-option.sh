quoth version --hepl

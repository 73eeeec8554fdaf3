quoth --quiet=yes version

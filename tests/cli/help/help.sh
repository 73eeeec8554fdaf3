quoth help help

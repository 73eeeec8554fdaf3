quoth help exit

quoth help nonsense

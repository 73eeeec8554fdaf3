quoth frobnicate

quoth --color=pink version

# help, -h and --help are one text, in front of a command and behind it.
quoth help >expected
quoth --help | cmp - expected
quoth -h | cmp - expected
quoth help version >expected
quoth version --help | cmp - expected
quoth -h version | cmp - expected
quoth version -h | cmp - expected

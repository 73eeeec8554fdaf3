# Groups, names, options and topics; what each does is said with it.
quoth help | sed "s/^\(  [a-z][a-z]*\)  .*/\1/"

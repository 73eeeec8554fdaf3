# Groups, names, options and topics; what each does is said with it.
quoth help | sed "s/^\(  [a-z][a-z]*\)  .*/\1/"
# … in one column.
quoth help | sed -n "s/^\(  [a-z][a-z]*  *\)[^ ].*/\1/p" |
    awk "{ print length }" | sort -u

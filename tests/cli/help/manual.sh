# The manual page names every command and every option of every command.
quoth help --man | tr -d "\\\\" >manual
quoth help | sed -n "/^Options/q; s/^  \([a-z][a-z]*\)  .*/\1/p" |
    while read -r name; do
        grep -q "^\.SS quoth $name" manual || echo "no $name"
        quoth help "$name" | grep -o -e "--[a-z][a-z-]*" |
            while read -r option; do
                grep -q -F -e "$option" manual || echo "no $option of $name"
            done
    done
head -n 4 manual

# What was typed is shown, but never raw.
quoth "$(printf "x\033[31m")"

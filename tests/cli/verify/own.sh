# What quote and notes print holds, in each of their forms.
quoth index "$SAMPLES" -q
for form in md html txt; do
    quoth quote 'door OR queue OR river' -n 0 --format $form >quotes.$form
    quoth verify quotes.$form | tail -n 1
done
quoth quote 'door' -n 0 --clean >clean.md
quoth verify clean.md | tail -n 1
for id in $(quoth list episodes --format csv | sed 1d | cut -d, -f1); do
    quoth notes "$id" >notes.md
    quoth verify notes.md --in "id:$id" >report || cat report
    quoth verify notes.md --in "id:$id" --titles >report || cat report
done

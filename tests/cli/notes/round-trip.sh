# What notes writes is read back with the same chapters.
quoth index "$SAMPLES" -q
for form in md html; do
    for id in $(quoth list episodes --format csv | sed 1d | cut -d, -f1); do
        quoth chapters "$id" >said 2>none || continue
        [ "$(wc -l <said)" -ge 3 ] || continue
        quoth notes "$id" -o page.$form
        quoth index page.$form -q --db page.db
        quoth chapters 1 --db page.db >read || true
        diff said read && echo "$form $id: $(wc -l <said) chapters"
        rm -f page.db*
    done
done

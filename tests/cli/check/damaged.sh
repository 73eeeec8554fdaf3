# Damage is seen, said in a sentence, and the exit code is 1 or 4.
. "$CASES/../captions"
mkdir talks
for i in $(seq 10 60); do
    captions talks/$i.vtt "The heron waits, it says here in line $i."
done
quoth index talks -q
# Bytes 16 and 17 of an SQLite file are its page size.
size=$(od -An -tu1 -j16 -N2 quoth.db | awk '{ print $1 * 256 + $2 }')
bytes=$(wc -c <quoth.db)
pages=$((bytes / size))
head -c "$size" /dev/zero | tr '\0' x >page
for tenth in 3 5 7; do
    cp quoth.db broken.db
    dd if=page of=broken.db bs="$size" seek=$((pages * tenth / 10)) \
        conv=notrunc 2>/dev/null
    code=0
    quoth check --db broken.db >out 2>err || code=$?
    case $code in
    1 | 4) [ -s out ] || [ -s err ] || echo "not a word about $tenth" ;;
    *) echo "exit $code at $tenth tenths" ;;
    esac
done
head -c $((bytes / 2)) quoth.db >half.db
code=0
quoth check --db half.db >out 2>err || code=$?
echo "exit $code"

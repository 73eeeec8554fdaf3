# Damage is seen, said in a sentence, and the exit code is 1 or 4.
. "$CASES/../captions"
mkdir talks
for i in $(seq 10 60); do
    captions talks/$i.vtt "The heron waits, it says here in line $i."
done
quoth index talks -q
pages=$(($(wc -c <quoth.db) / 8192))
head -c 8192 /dev/zero | tr '\0' x >page
for tenth in 3 5 7; do
    cp quoth.db broken.db
    dd if=page of=broken.db bs=8192 seek=$((pages * tenth / 10)) \
        conv=notrunc 2>/dev/null
    code=0
    quoth check --db broken.db >out 2>err || code=$?
    case $code in
    1 | 4) [ -s out ] || [ -s err ] || echo "not a word about $tenth" ;;
    *) echo "exit $code at $tenth tenths" ;;
    esac
done
head -c $((pages * 4096)) quoth.db >half.db
code=0
quoth check --db half.db >out 2>err || code=$?
echo "exit $code"

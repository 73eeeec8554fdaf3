#!/usr/bin/env bash
# Certificates: whom to trust is the system's choice, or the config's. And logins,
# which no other host ever sees.
. "$(dirname -- "$0")/common.sh"

key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
openssl req -x509 "${key[@]}" -keyout ca.key -out ca.pem -days 2 \
    -subj '/CN=Authority of a test' 2>/dev/null

# certificate NAME DAYS HOST: in NAME.pem with its key, signed by the authority.
certificate() {
    openssl req -new "${key[@]}" -keyout "$1.key" -out "$1.csr" \
        -subj "/CN=$3" 2>/dev/null
    openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial \
        -days "$2" -extfile <(printf 'subjectAltName=DNS:%s' "$3") \
        -out "$1.crt" 2>/dev/null
    cat "$1.key" "$1.crt" >"$1.pem"
}

certificate sound 2 localhost
certificate expired -1 localhost
certificate foreign 2 pod.example
openssl req -x509 "${key[@]}" -keyout own.key -out own.crt -days 2 \
    -subj /CN=localhost -addext 'subjectAltName=DNS:localhost' 2>/dev/null
cat own.key own.crt >own.pem

vtt good.vtt 'the lighthouse is lit'
begin_feed feed.xml 'Lighthouse'
item feed.xml lighthouse-0002 'Good' 'Mon, 13 Jan 2025 07:00:00 GMT' \
    '<podcast:transcript url="good.vtt" type="text/vtt"/>'
end_feed feed.xml

# refused CERTIFICATE REASON: the same on each night, and nothing is read.
refused() {
    serve "www-$1" 127.0.0.1 "$1.pem"
    cp www/*.xml www/*.vtt "www-$1/"
    expect 3 "$quoth" index "https://localhost:$port/feed.xml"
    says err 'the certificate of its host cannot be trusted'
    says err "$2"
    expect 1 "$quoth" search lighthouse
}

refused sound 'unable to get local issuer'
printf 'ca_file: %s\n' "$work/ca.pem" >>"$QUOTH_CONFIG"
refused own 'self-signed'
refused expired 'expired'
refused foreign 'matches target host name'

serve www-sound 127.0.0.1 sound.pem
expect 0 "$quoth" index "https://localhost:$port/feed.xml"
expect 0 "$quoth" search 'lighthouse lit'
# A plain server takes a hello of TLS for nonsense.
expect 3 "$quoth" index "https://127.0.0.1:${url##*:}/feed.xml"
says err 'no secure connection to its host'

forget
sed -i '/ca_file/d' "$QUOTH_CONFIG"
expect 0 env SSL_CERT_FILE="$work/ca.pem" \
    "$quoth" index "https://localhost:$port/feed.xml"
printf 'ca_file: nowhere.pem\n' >>"$QUOTH_CONFIG"
expect 3 "$quoth" index --force "https://localhost:$port/feed.xml"
says err 'the ca_file cannot be used'
sed -i '/ca_file/d' "$QUOTH_CONFIG"

# A login goes to its host alone, from the config and from the address.
serve www-other 127.0.0.1
cp www/good.vtt www-other/
other=http://localhost:$port
printf 'logins:\n  127.0.0.1: "dana:xy"\n' >>"$QUOTH_CONFIG"
expect 0 "$quoth" index "$url/told/good.vtt"
grep -q 'told/good.vtt Basic' www/logins || fault 'no login was sent'
forget
expect 0 "$quoth" index "$url/elsewhere/302/$other/told/good.vtt"
grep -q 'told/good.vtt None' www-other/logins || fault 'it was not asked for'
if grep -q Basic www-other/logins; then fault 'another host was told a login'; fi
forget
expect 0 "$quoth" index \
    "http://ann:secret@127.0.0.1:${url##*:}/elsewhere/302/$other/told/good.vtt"
if grep -q Basic www-other/logins; then fault 'another host was told a login'; fi
for what in sources transcripts runs; do
    expect 0 "$quoth" list "$what" --format jsonl
    if grep -q secret out; then fault "list $what shows a password"; fi
done

conclude

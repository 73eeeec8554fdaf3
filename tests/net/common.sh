# What the scripts of the network share; sourced by them, as fault/common.sh is.
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/../fault/common.sh"

if ! command -v python3 >/dev/null; then
    echo 'no python3'
    exit 77
fi
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
export QUOTH_CONFIG=$work/config.yaml

# Short enough for a test, long enough for a busy machine.
cat >"$QUOTH_CONFIG" <<END
connect_seconds: 5
stalled_seconds: 2
download_seconds: 20
END

mkfifo alive
exec 9<>alive # closed when the script ends, and the servers with it

# serve FOLDER [ADDRESS [CERTIFICATE]]: a server of that folder; its port is told.
serve() {
    mkdir -p "$1"
    rm -f "$1/port"
    (exec 9>&-; exec python3 "$here/server.py" "$@" <alive >/dev/null) &
    for _ in $(seq 100); do
        [ -s "$1/port" ] && break
        sleep 0.1
    done
    port=$(cat "$1/port") || exit 2
}

serve www
url=http://127.0.0.1:$port

# requests PATTERN: how many lines of the log match it.
requests() {
    grep -cE -- "$1" www/log
}

forget_requests() {
    : >www/log
}

# begin_feed NAME TITLE, item NAME GUID TITLE DATE ELEMENT…, end_feed NAME
begin_feed() {
    cat >"www/$1" <<END
<?xml version="1.0"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
     xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>$2</title><language>en</language>
END
}

item() {
    local feed=$1 guid=$2 title=$3 date=$4
    shift 4
    printf '<item><guid>%s</guid><title>%s</title><pubDate>%s</pubDate>' \
        "$guid" "$title" "$date" >>"www/$feed"
    printf '%s' "$@" >>"www/$feed"
    printf '</item>\n' >>"www/$feed"
}

end_feed() {
    printf '</channel></rss>\n' >>"www/$1"
}

# transcript PATH [TYPE]: the element for an item.
transcript() {
    printf '<podcast:transcript url="%s/%s" type="%s"/>' "$url" "$1" \
        "${2-text/vtt}"
}

# vtt NAME WORDS: a transcript on the server.
vtt() {
    printf 'WEBVTT\n\n00:01.000 --> 00:06.000\n<v Ann>%s\n' "$2" >"www/$1"
}

# forget: an archive that is empty again.
forget() {
    rm -rf "$QUOTH_DB"* fetched
}

# let_pass HOURS: as if it were so much later.
let_pass() {
    python3 -c 'import sqlite3, sys
archive = sqlite3.connect(sys.argv[1])
archive.execute("UPDATE remote SET next_ms = next_ms - ?1,"
                " got_ms = got_ms - ?1", (int(sys.argv[2]) * 3600000,))
archive.commit()' "$QUOTH_DB" "$1"
}

# peak COMMAND…: how many kilobytes of memory it takes.
peak() {
    python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL,
               stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}

# takes_at_most KILOBYTES WHAT COMMAND…: AddressSanitizer's own memory, freed
# blocks that it keeps among it, is not the program's.
takes_at_most() {
    local most=$1 what=$2 taken
    shift 2
    if grep -q __asan_init "$1"; then
        most=$((most * 3))
    fi
    taken=$(peak "$@")
    [ "$taken" -lt "$most" ] || fault "$what took $taken kB of memory"
}

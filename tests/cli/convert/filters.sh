# Files that are no text, read through programs that the config names.
. "$CASES/../captions"
mkdir -p "$HOME/.config/quoth"
cat >"$HOME/.config/quoth/config.yaml" <<'END'
filters:
  "*.vtt.rot13": [tr13, '{}']
  "*.pdf": [sh, -c, 'echo "$0 is no PDF" >&2; exit 7', '{}']
  "*.slow": [sh, -c, 'sleep 100', '{}']
  "*.gone": [no-such-program, '{}']
filter_seconds: 1
END
mkdir bin
cat >bin/tr13 <<'END'
#!/bin/sh
exec tr a-zA-Z n-za-mN-ZA-M <"$1"
END
chmod +x bin/tr13
export PATH="$PWD/bin:$PATH"
captions 1.vtt "The heron waits."
tr13 1.vtt >"-a b.vtt.rot13"
quoth convert --explain -- "-a b.vtt.rot13"
for name in 1.pdf 1.slow 1.gone; do
    echo >$name
    fails 3 quoth convert $name
done
# A file that no filter is for does not care.
quoth convert 1.vtt

# The config says what is wrong with it, and where.
echo 'filter: {}' >"$HOME/.config/quoth/config.yaml"
fails 2 quoth convert 1.vtt
QUOTH_CONFIG=nowhere.yaml fails 2 quoth convert 1.vtt
: >empty.yaml
QUOTH_CONFIG=empty.yaml quoth convert 1.vtt
quoth convert - --format txt <1.vtt

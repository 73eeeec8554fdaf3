# shellcheck shell=bash
#
# For sourcing: the Debian packages that quoth is built and tested with, and
# how the missing ones get onto the machine. Needs no root when none is missing.

# shellcheck disable=SC2034 # used by those who source this
BUILD_PACKAGES=(
    gcc libc6-dev cmake ninja-build pkg-config
    libsqlite3-dev libpcre2-dev libcurl4-openssl-dev libxml2-dev libjson-c-dev
    libyaml-dev libutf8proc-dev libstemmer-dev libuchardet-dev
    libexttextcat-dev libexttextcat-data libxxhash-dev zlib1g-dev ca-certificates
)
# shellcheck disable=SC2034
TEST_PACKAGES=(libcmocka-dev python3 sqlite3 openssl)

say() { printf '== %s\n' "$*"; }

# Prints those of the named packages that are not installed, one a line.
missing_packages() {
    local package state
    for package in "$@"; do
        state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) ||
            state=none
        [ "$state" = installed ] || printf '%s\n' "$package"
    done
}

# Runs a command as root, without asking for a password where nobody can answer.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null; then
        return 1
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@"
}

# Makes sure that the named packages are installed, or says how, and fails.
require_packages() {
    local -a missing
    if ! command -v dpkg-query >/dev/null; then
        say "Not a Debian system: taking it that the libraries are there"
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    if [ "${#missing[@]}" -eq 0 ]; then
        say "Packages: all ${#} are installed"
        return 0
    fi
    say "Packages: installing ${missing[*]}"
    if apt_get update && apt_get install -y --no-install-recommends "${missing[@]}"
    then
        return 0
    fi
    printf 'Could not install packages. Please run, as root:\n\n    %s %s\n\n' \
        'apt-get update && apt-get install -y --no-install-recommends' \
        "${missing[*]}" >&2
    return 1
}

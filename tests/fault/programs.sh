#!/usr/bin/env bash
# The two programs: the small one stays small and finds the complete one from
# wherever it is called; without it, it still searches and says what is missing.
. "$(dirname -- "$0")/common.sh"

complete=$(dirname -- "$quoth")/quoth-complete
heavy="lib(xml2|icu|uchardet|curl)"

# What a program loads. Not piped into grep -q, which would end ldd early.
small=$(ldd "$quoth")
large=$(ldd "$complete")

# What this looks for must be there where it belongs.
grep -Eq "$heavy" <<<"$large" ||
    fault "the check itself: quoth-complete loads none of $heavy"
grep -E "$heavy" <<<"$small" && fault "the small program loads these"

mkdir -p bin libexec/quoth links far/apart show
cp -- "$quoth" bin/quoth
cp -- "$complete" libexec/quoth/quoth-complete
cp -- "$quoth" far/apart/quoth
ln -s ../bin/quoth links/quoth
printf 'WEBVTT\n\n00:01.000 --> 00:02.000\na harbour pilot\n' >show/one.vtt

expect 0 bin/quoth index show
expect 0 bin/quoth search pilot
expect 0 links/quoth list shows
expect 0 env PATH="$work/links:$PATH" quoth stats
expect 2 bin/quoth frobnicate
expect 0 bin/quoth search --version

expect 0 far/apart/quoth search pilot
expect 4 far/apart/quoth stats
says err quoth-complete

conclude

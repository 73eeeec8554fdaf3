#!/usr/bin/env bash
#
# Builds quoth with warnings as errors and runs all tests, then the same under
# AddressSanitizer and UBSan. Ends with ctest's verdict; fails if anything did.
#
#   tests/run.sh [--quick]     --quick: without the sanitizers
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../samples/packages.sh
. "$root/samples/packages.sh"

presets=(dev asan)
case ${1-} in
--quick) presets=(dev) ;;
'') ;;
*)
    printf 'usage: tests/run.sh [--quick]\n' >&2
    exit 2
    ;;
esac

cd -- "$root"
jobs=$(nproc)
export UBSAN_OPTIONS=${UBSAN_OPTIONS-print_stacktrace=1}

# Configures, builds and tests one preset; its ctest output is kept beside it.
check() {
    local preset=$1
    rm -f "build/$preset/ctest.log"
    say "$preset: configuring"
    cmake --preset "$preset" || return
    say "$preset: building"
    cmake --build --preset "$preset" -j "$jobs" || return
    say "$preset: testing"
    ctest --preset "$preset" -j "$jobs" --no-tests=error 2>&1 |
        tee "build/$preset/ctest.log"
}

# The line in which ctest counts the tests that passed and failed.
verdict() {
    grep 'tests passed' "build/$1/ctest.log" 2>/dev/null ||
        say "$1: no tests were run"
}

say "Checking for the packages that the tests need"
require_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
for preset in "${presets[@]}"; do
    if ! check "$preset"; then
        say "$preset: FAILED"
        verdict "$preset"
        exit 1
    fi
done
say "Passed: ${presets[*]}"
for preset in "${presets[@]}"; do
    verdict "$preset"
done

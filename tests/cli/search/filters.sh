cp -r "$SAMPLES" podcasts
quoth index podcasts -q
refs() {
    echo "== $*"
    quoth search "$@" -n 3 --format ref | cut -c1-60 || echo "exit $?"
}
refs door id:2
refs calibration id:2
refs bucket episode:16
refs 'show:"field notes" door'
refs show:draft door
refs speaker:dana door
refs speaker:nobody-like-that door
refs title:drift bucket
refs río
refs rio date:2025-01
refs door date:2024-01..2024-06
refs door after:2025-06-01
refs door before:2023-12-31
refs door date:none
refs door after:2025 NOT show:draft
refs "door -speaker:dana show:draft"

. "$CASES/../captions"
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth list episodes show:field after:2025
quoth list episodes 'speaker:ruth'
quoth list episodes 'speaker:ruth kettle'
quoth list episodes 'show:field -speaker:ruth date:2024'
quoth list episodes '(date:2023 OR date:2025) show:field'
quoth list shows speaker:ruth
quoth list speakers id:1
quoth list chapters id:7
quoth list chapters 'id:7 money'
quoth list transcripts lang:es
fails 1 quoth list episodes show:field nothing like that
fails 2 quoth list episodes show:feild
fails 2 quoth list episodes date:2025-13
fails 2 quoth list episodes date:2025..2024
fails 2 quoth list episodes 'show:field OR kettle'
fails 2 quoth list episodes notes:money
fails 2 quoth list failures show:field

# Nothing found is said, with advice; what makes no sense is pointed at.
. "$CASES/../captions"
. "$CASES/shows.inc"
fails 1 quoth trends albatross
fails 1 quoth trends albatross --format csv
fails 2 quoth trends
fails 2 quoth trends heron --by moth
fails 2 quoth trends heron --by week
fails 2 quoth trends heron --format svgg
fails 2 quoth trends 'heron show:marhs'

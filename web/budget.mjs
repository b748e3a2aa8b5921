// What the client weighs, gzipped, and what it may: fails where it is more. Run after the build.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1024;
const ENTRY = "index.html";
const BUDGETS = [
  { name: "entry", of: [ENTRY], most: 130 * KB },
  {
    name: "writing screen",
    of: [ENTRY, "src/features/reviews/Review.tsx", "src/ui/RichTextEditor.tsx"],
    most: 330 * KB,
  },
];

const manifest = JSON.parse(readFileSync("dist/manifest.json", "utf8"));

/** The scripts that a chunk needs before it can run. */
function scripts(name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const needed of chunk.imports ?? []) scripts(needed, found);
  return found;
}

const weigh = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length;

let fits = true;
for (const { name, of, most } of BUDGETS) {
  const missing = of.filter((chunk) => !manifest[chunk]);
  const files = new Set(of.flatMap((chunk) => [...scripts(chunk)]));
  const size = [...files].reduce((sum, file) => sum + weigh(file), 0);
  const within = size <= most && missing.length === 0;
  fits &&= within;
  const told = missing.length ? `, not built: ${missing.join(", ")}` : "";
  console.log(
    `${within ? "ok  " : "OVER"} ${name}: ${(size / KB).toFixed(1)} of ${most / KB} KB in ${files.size} scripts${told}`,
  );
}
process.exit(fits ? 0 : 1);

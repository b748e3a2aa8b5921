// Which part of the client may import which: a part those beside and below it, a feature another one's index only.
import path from "node:path";

/** From the lowest to the highest. Tests may use `testing` wherever they are. */
const PARTS = ["text", "api", "ui", "testing", "features", "shell", "entry"];
const SOURCE = path.resolve(import.meta.dirname, "../src");

/** Where a file lies: its part, its feature where it is one's, and whether it is what others may import of that. */
export function placeOf(file) {
  const [part, feature, ...rest] = path.relative(SOURCE, file).split(path.sep);
  if (part === "features") return { part, feature, open: rest.length === 0 || /^index(\.tsx?)?$/.test(rest.join("/")) };
  return { part: PARTS.includes(part) ? part : "entry", feature: null, open: true };
}

/** Why one file may not import the other; null where it may. */
export function objection(from, to) {
  const [here, there] = [placeOf(from), placeOf(to)];
  if (there.part === "testing" && here.part !== "testing") return /\.test\.tsx?$/.test(from) ? null : "onlyTests";
  if (PARTS.indexOf(there.part) > PARTS.indexOf(here.part)) return "upwards";
  return there.feature !== here.feature && !there.open ? "inside" : null;
}

export default {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      upwards: "`{{here}}` lies below `{{there}}` and may not import it.",
      inside: "Features meet through each other's index: import from `features/{{feature}}`.",
      onlyTests: "What tests are made of is imported by tests only.",
    },
  },
  create(context) {
    const check = ({ source }) => {
      if (typeof source?.value !== "string" || !source.value.startsWith(".")) return;
      const to = path.resolve(path.dirname(context.filename), source.value);
      const messageId = objection(context.filename, to);
      const { part: there, feature } = placeOf(to);
      if (messageId)
        context.report({ node: source, messageId, data: { here: placeOf(context.filename).part, there, feature } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

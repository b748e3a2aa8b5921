import { common } from "../../text/en/common";
import { speaking } from "../../text/speaking";

/** The texts of this folder; whoever shows more of the same takes them into its own. */
export const grid = {
  "grid.do": "Actions",
  "grid.manager": "Manager",
  "grid.search": "Search by name",
  "grid.choose.all": "Select all shown",
  "grid.choose.one": "Select {name}'s review",
  "grid.choose.match": "Select all that match",
  "grid.choose.most": "You can select at most {n} reviews at once.",
  "grid.chosen.one": "{n} review selected",
  "grid.chosen.other": "{n} reviews selected",
  "grid.choose.none": "Clear selection",
  "grid.columns": "Columns",
  "grid.export": "Export as CSV",
  "grid.exported.one": "{n} row exported.",
  "grid.exported.other": "{n} rows exported.",
  "grid.without": "No reviewer",
} as const;

export const { t, tOr, tn, tx } = speaking<keyof typeof common | keyof typeof grid>({ ...common, ...grid });

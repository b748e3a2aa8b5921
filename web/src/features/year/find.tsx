import { call } from "../../api/call";
import { dateWords } from "../../text/dates";
import type { Finder, Found } from "../../ui/feature";
import { HistoryIcon } from "../../ui/icons";

const MOST = 6;
/** How far back is searched. */
const YEARS = 5;

/** One's own things, of whatever feature, by words in them. */
export const find: Finder["find"] = async (words, { signal, features }) => {
  const kinds = new Map(features.flatMap((feature) => feature.kinds ?? []).map((one) => [one.kind, one]));
  const from = `${new Date().getFullYear() - YEARS}-01-01`;
  const { items } = (await call("GET /year", { query: { query: words, from, limit: MOST } }, { signal })).body;
  return items.map(({ kind, sub, id, title, at, link }): Found => {
    const { title: named = kind, icon: Icon = HistoryIcon } = kinds.get(kind) ?? {};
    return {
      key: [kind, id, sub].join("/"),
      title,
      about: `${named} · ${dateWords(at.slice(0, 10))}`,
      icon: <Icon size={18} />,
      path: link,
    };
  });
};

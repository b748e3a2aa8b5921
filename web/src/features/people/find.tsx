import { call } from "../../api/call";
import type { Finder, Found } from "../../ui/feature";
import { Face } from "../../ui/parts";
import { routes } from "./routes";

const MOST = 6;

/** People by the beginnings of their names. */
export const find: Finder["find"] = async (words, { signal }) => {
  const { items } = (await call("GET /people", { query: { query: words, limit: MOST } }, { signal })).body;
  return items.map((person): Found => ({
    key: `person/${person.id}`,
    title: person.name,
    about: [person.title, person.department].filter(Boolean).join(" · "),
    icon: <Face name={person.name} />,
    path: routes.person.replace(":id", person.id),
  }));
};

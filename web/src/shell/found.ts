import { useQueries } from "@tanstack/react-query";
import { createElement } from "react";

import type { Me } from "../api/contract";
import { useMe } from "../api/me";
import { type Command, type Found, isUsed } from "../ui/feature";
import { ArrowIcon } from "../ui/icons";
import { features } from "./features";
import { matches } from "./matches";
import { addsOf, commandsOf, menuOf } from "./menu";
import { t } from "./text/palette";

/** What was found, under one heading. */
export interface Group {
  title: string;
  found: readonly Found[];
}

/** From how many letters on people and things are searched for. */
const LETTERS = 2;

/** Everything that the typed words find: commands at once, the rest as it comes. */
export function useFound(typed: string, words: string): { groups: Group[]; searching: boolean; failed: boolean } {
  const me = useMe();
  const used = features.filter((feature) => isUsed(feature, me));
  const finders = used
    .flatMap(({ name, finder }) => (finder ? [{ name, ...finder }] : []))
    .sort((one, other) => Number(other.first ?? false) - Number(one.first ?? false));
  const asked = useQueries({
    queries: finders.map(({ name, find }) => ({
      queryKey: ["find", name, words],
      queryFn: ({ signal }: { signal: AbortSignal }) => find(words, { signal, features: used, me }),
      enabled: words.length >= LETTERS,
    })),
  });
  const commands = {
    title: t("palette.commands"),
    found: commandsFor(me).filter(({ title }) => matches(typed, title)),
  };
  const others = finders.map(({ title }, i) => ({
    title,
    found: words.length < LETTERS ? [] : (asked[i]?.data ?? []),
  }));
  return {
    groups: [commands, ...others].filter(({ found }) => found.length > 0),
    searching: asked.some(({ isFetching }) => isFetching) || (typed !== words && typed.length >= LETTERS),
    failed: asked.some(({ error }) => error !== null),
  };
}

/** What can be begun, where the menu leads, and what else features know. */
function commandsFor(me: Me): Found[] {
  const places = menuOf(me).map((entry) => ({ ...entry, title: t("palette.go", { place: entry.title }) }));
  return [...addsOf(me), ...places, ...commandsOf(me)].map(({ title, path, icon }: Command) => ({
    key: title,
    title,
    icon: createElement(icon ?? ArrowIcon, { size: 18 }),
    path: typeof path === "string" ? path : path(me),
  }));
}

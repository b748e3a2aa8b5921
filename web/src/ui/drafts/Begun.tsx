import { Button, Group } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";

import { useMe } from "../../api/me";
import { t } from "./text";
import { Page } from "../Page";
import { Moment, Waiting } from "../parts";
import { device } from "./device";
import { continued, Keeper } from "./keeper";
import type { Fields } from "./merge";
import type { Draft } from "./store";
import "./drafts.css";

/** Where this device keeps what someone began under this name. */
export const keeperOf = (me: { id: string }, name: string): Keeper => new Keeper(`${me.id}/${name}`, device.drafts);

interface Beginning<T> {
  /** Unique among what one person does: `cycle/{cycle id}`. */
  name: string;
  title: string;
  /** What the form begins with where nothing was kept, and the version of it that is saved. */
  begin: T;
  etag?: string;
  children: (keeper: Keeper, kept: T | undefined) => ReactNode;
}

/** A form that a button saves. What someone had begun here, and did not save, is offered before it. */
export function Begun<T extends object>({ name, title, begin, etag = "", children }: Beginning<T>) {
  const me = useMe();
  const [keeper] = useState(() => keeperOf(me, name));
  const [found, setFound] = useState<Draft | null | undefined>(undefined);
  const [resumed, setResumed] = useState<Draft | null>(null);
  useEffect(() => {
    let here = true;
    device.keepers.add(keeper);
    void keeper.found().then((draft) => here && setFound(draft ?? null));
    return () => {
      here = false;
      device.keepers.delete(keeper);
    };
  }, [keeper]);
  if (found === undefined) return <Waiting />;
  if (found === null) return children(keeper, resumed ? continued(begin, resumed.fields) : undefined);
  const go = (draft: Draft | null): void => {
    if (!draft) void keeper.drop();
    setResumed(draft);
    setFound(null);
  };
  return <Offer title={title} found={found} newer={found.etag !== etag} go={go} />;
}

interface Offered {
  title: string;
  found: Draft;
  /** What is saved was changed after this was begun. */
  newer: boolean;
  go: (draft: Draft | null) => void;
}

function Offer({ title, found, newer, go }: Offered) {
  return (
    <Page title={title}>
      <section className="card begun" aria-labelledby="begun">
        <h2 id="begun">{t("begun.title")}</h2>
        <p>
          {t("begun.text")} <Moment at={new Date(found.at).toISOString()} />.
        </p>
        {newer && <p>{t("begun.newer")}</p>}
        <Group gap="sm">
          <Button onClick={() => go(found)}>{t("begun.continue")}</Button>
          <Button variant="default" onClick={() => go(null)}>
            {t("begun.discard")}
          </Button>
        </Group>
      </section>
    </Page>
  );
}

/** Keep each change of `value` on this device as long as it is `unsaved`; whether the newest is there. */
export function useKeeping(keeper: Keeper, value: object, etag: string, unsaved: boolean): boolean {
  const [safe, setSafe] = useState<object | null>(null);
  const keeping = useRef(false);
  useEffect(() => {
    let newest = true;
    if (!unsaved && !keeping.current) return undefined;
    keeping.current = unsaved;
    const written = unsaved ? keeper.keep(value as Fields, etag) : keeper.drop();
    void written.then(() => newest && setSafe(value)).catch(() => undefined);
    return () => void (newest = false);
  }, [keeper, value, etag, unsaved]);
  return !unsaved || safe === value;
}

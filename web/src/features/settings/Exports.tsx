import { Button } from "@mantine/core";
import { useState } from "react";

import type { ExportItem, Routes } from "../../api/contract";
import { useApiMutation, useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import { language } from "../../text/speaking";
import { instantWords } from "../../text/dates";
import { List, Rows } from "../../ui/List";
import { Modal } from "../../ui/Dialog";
import { sizeWords } from "../../ui/files/kinds";
import { Await, Section, Tag } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { t } from "./text";

const ROUTE = "GET /exports";
const EVERY = 3_000;
const SHOWN = 5;

const underWay = ({ state }: ExportItem): boolean => state === "queued" || state === "running";

/** One's own data: ask for an export, and download it once it is ready. */
export function Exports() {
  const me = useMe();
  const asked = useApiQuery(
    ROUTE,
    { query: { limit: SHOWN } },
    { every: (told?: Routes[typeof ROUTE]["answer"]) => (told?.items.some(underWay) ? EVERY : false) },
  );
  const begin = useApiMutation("POST /exports", [ROUTE]);
  const busy = asked.data?.items.some((one) => underWay(one) && one.person.id === me.id) ?? false;
  return (
    <Section title={t("exports.title")}>
      <p className="dim">{t("exports.lead")}</p>
      <Button
        variant="default"
        mb="sm"
        loading={begin.busy}
        disabled={busy}
        onClick={() => void begin.mutate({ body: { kind: "person" } })}
      >
        {t("exports.begin")}
      </Button>
      <ProblemNote error={begin.error} />
      <div role="status">{busy && <p className="dim small">{t("exports.busy")}</p>}</div>
      <List list={{ items: asked.data?.items, error: asked.error, again: asked.again }} empty={null}>
        {(items) => (
          <Rows items={items} label={t("exports.list")} keyOf={({ id }) => id}>
            {(one) => <Row one={one} own={one.person.id === me.id} />}
          </Rows>
        )}
      </List>
    </Section>
  );
}

function Row({ one, own }: { one: ExportItem; own: boolean }) {
  const { display_time_zone: zone } = useMe();
  const [opened, setOpened] = useState(false);
  const remove = useApiMutation("DELETE /exports/{export_id}", [ROUTE]);
  const at = instantWords(one.asked_at, zone);
  return (
    <div className="row">
      <div style={{ flex: 1, minWidth: 0 }}>
        <strong>{own ? at : t("exports.of", { name: one.person.name, at })}</strong>{" "}
        <Tag tone={one.state === "ready" ? "good" : one.state === "failed" ? "bad" : "plain"}>
          {t(`exports.state.${one.state}`)}
        </Tag>
        {one.state === "ready" && one.expires_at && (
          <div className="dim small">{t("exports.until", { at: instantWords(one.expires_at, zone) })}</div>
        )}
        <ProblemNote error={remove.error} />
      </div>
      <div className="row-end">
        {one.state === "ready" && (
          <Button size="sm" onClick={() => setOpened(true)} aria-label={t("exports.download.of", { at })}>
            {t("exports.download")}
          </Button>
        )}
        <Button
          size="sm"
          variant="subtle"
          loading={remove.busy}
          aria-label={t("exports.delete.of", { at })}
          onClick={() => void remove.mutate({ path: { export_id: one.id } })}
        >
          {t("exports.delete")}
        </Button>
      </div>
      {opened && <Files id={one.id} close={() => setOpened(false)} />}
    </div>
  );
}

/** The files of an export: asked for when the dialog opens, because their links are for five minutes. */
function Files({ id, close }: { id: string; close: () => void }) {
  const asked = useApiQuery("GET /exports/{export_id}", { path: { export_id: id } });
  return (
    <Modal opened onClose={close} title={<strong>{t("exports.files")}</strong>}>
      <Await asked={asked}>
        {({ parts }) => (
          <ul className="plain-list">
            {parts.map(({ name, url, bytes }) => (
              <li key={name}>
                <a href={url} download={name}>
                  {name}
                </a>{" "}
                <span className="dim small">{sizeWords(bytes, language)}</span>
              </li>
            ))}
          </ul>
        )}
      </Await>
      <p className="dim small">{t("exports.files.hint")}</p>
    </Modal>
  );
}

import "./files.css";

import { type DragEvent, type Ref, useEffect, useRef, useState, useSyncExternalStore } from "react";

import type { AttachmentView } from "../../api/contract";
import { useRefresh } from "../../api/hooks";
import type { GetRoute } from "../../api/call";
import { t } from "./text";
import { PlusIcon } from "../icons";
import { FileLine } from "./FileLine";
import { guardOutbox } from "./guard";
import { ACCEPTED } from "./kinds";
import { linesOf } from "./lines";
import { outbox, type Shelf } from "./outbox";

guardOutbox();
/** How often to ask about a file that is on its way from another window, or was when this one was opened. */
const LOOK = 5_000;

interface Listed {
  shelf: Shelf;
  files: readonly AttachmentView[];
  /** Whether files can be added and taken away. */
  may: boolean;
  /** What to ask for again while something is on its way from elsewhere. */
  route?: GetRoute;
  /** Small, as a part of something else. */
  plain?: boolean;
}

/** The files beside something: added by button or by dropping them, fetched, taken away. */
export default function Files({ shelf, files, may, route, plain = false }: Listed) {
  const sendings = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  const lines = linesOf(
    files,
    sendings.filter((one) => one.shelf === shelf.name),
  );
  const [over, drop] = useDrop(may, (chosen) => outbox.add(shelf, chosen));
  const input = useRef<HTMLInputElement>(null);
  useLook(
    route,
    lines.some(({ state }) => state === "elsewhere"),
  );
  if (!may && lines.length === 0) return null;
  return (
    <section
      className="files"
      data-plain={plain || undefined}
      data-over={over || undefined}
      {...drop}
      aria-label={t("files.title")}
    >
      {lines.length > 0 && (
        <ul className="file-list">
          {lines.map((line) => (
            <li key={line.key} data-state={line.state} className={line.state === "ready" ? undefined : "no-print"}>
              <FileLine line={line} shelf={shelf} may={may} gone={() => input.current?.focus()} />
            </li>
          ))}
        </ul>
      )}
      {may && <Add input={input} short={plain} add={(chosen) => outbox.add(shelf, chosen)} />}
    </section>
  );
}

interface Adding {
  input: Ref<HTMLInputElement>;
  /** Say only in short which kinds of files are taken. */
  short: boolean;
  add: (files: File[]) => void;
}

function Add({ input, short, add }: Adding) {
  return (
    <div className="file-add no-print">
      <label className="file-button">
        <PlusIcon size={16} />
        {t("files.add")}
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPTED}
          onChange={({ currentTarget }) => {
            add([...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
      </label>
      <span className="dim small">{t(short ? "files.kinds.short" : "files.kinds")}</span>
    </div>
  );
}

/** Dropping files upon something. */
function useDrop(may: boolean, take: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  if (!may) return [false, {}] as const;
  const carries = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) =>
      !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false),
    onDrop: (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(false);
      take([...event.dataTransfer.files]);
    },
  };
  return [over, handlers] as const;
}

function useLook(route: GetRoute | undefined, waiting: boolean): void {
  const refresh = useRefresh();
  useEffect(() => {
    if (!waiting || !route) return undefined;
    const timer = setInterval(() => void refresh(route), LOOK);
    return () => clearInterval(timer);
  }, [waiting, route, refresh]);
}

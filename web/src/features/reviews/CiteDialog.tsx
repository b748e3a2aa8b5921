import { Button, Group, Radio, TextInput } from "@mantine/core";
import { useState } from "react";

import type { ReflectionItem } from "../../api/contract";
import { clock } from "../../text/clock";
import { t } from "./text";
import { Modal } from "../../ui/Dialog";
import { Moment } from "../../ui/parts";
import { type Cited, momentIn } from "./citations";
import { Finder } from "./Finder";
import "./cite.css";

interface Choosing {
  reflections: readonly ReflectionItem[];
  choose: (cited: Cited) => void;
  close: () => void;
}

/** A reflection, and a moment of it: from its chapters, typed, or found by watching. */
export default function CiteDialog({ reflections, choose, close }: Choosing) {
  const [chosen, setChosen] = useState(reflections.length === 1 ? reflections[0] : undefined);
  const [typed, setTyped] = useState("");
  const at = typed.trim() ? momentIn(typed) : undefined;
  const wrong = chosen && wrongWith(at, chosen.duration_ms ?? 0);
  const take = (reflection: ReflectionItem): void => {
    setChosen(reflection);
    setTyped("");
  };
  const done = (): void => {
    if (!chosen || wrong || at === null) return;
    choose({ reflection_id: chosen.id, title: chosen.title, ...(at !== undefined && { at_ms: at }) });
    close();
  };
  return (
    <Modal opened onClose={close} size="lg" title={<strong>{t("review.cite.title")}</strong>}>
      <form
        className="cite-form"
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <p className="dim">{t("review.cite.lead")}</p>
        <Radio.Group
          label={t("review.cite.which")}
          value={chosen?.id ?? ""}
          onChange={(id) => reflections.filter((one) => one.id === id).forEach(take)}
        >
          <div className="cite-list">
            {reflections.map((one) => (
              <Radio key={one.id} value={one.id} label={one.title} description={<About reflection={one} />} />
            ))}
          </div>
        </Radio.Group>
        {chosen && <When key={chosen.id} reflection={chosen} at={at} typed={typed} wrong={wrong} type={setTyped} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" disabled={!chosen || Boolean(wrong)}>
            {t("review.cite.yes")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function wrongWith(at: number | null | undefined, durationMs: number): string | undefined {
  if (at === null) return t("review.cite.at.wrong");
  return at !== undefined && at > durationMs ? t("review.cite.at.behind", { length: clock(durationMs) }) : undefined;
}

function About({ reflection: { created_at, duration_ms } }: { reflection: ReflectionItem }) {
  return (
    <>
      <Moment at={created_at} />
      {duration_ms !== undefined && ` · ${clock(duration_ms)}`}
    </>
  );
}

interface Timed {
  reflection: ReflectionItem;
  /** What was typed, and which moment that is: none, or null where it says no time. */
  typed: string;
  at: number | null | undefined;
  wrong: string | undefined;
  type: (typed: string) => void;
}

/** The moment of a reflection. */
function When({ reflection, at, typed, wrong, type }: Timed) {
  const [finding, setFinding] = useState(false);
  return (
    <>
      <Chapters reflection={reflection} at={at} take={type} />
      <TextInput
        label={t("review.cite.at")}
        description={t("review.cite.at.help", { length: clock(reflection.duration_ms ?? 0) })}
        placeholder="1:30"
        value={typed}
        error={wrong}
        maw="16rem"
        onChange={(event) => type(event.currentTarget.value)}
      />
      {finding ? (
        <Finder reflectionId={reflection.id} at={at ?? 0} take={(ms) => type(clock(ms))} />
      ) : (
        <button type="button" className="quiet-button" onClick={() => setFinding(true)}>
          {t("review.cite.watch")}
        </button>
      )}
    </>
  );
}

interface Chaptered extends Pick<Timed, "reflection" | "at"> {
  take: (typed: string) => void;
}

function Chapters({ reflection, at, take }: Chaptered) {
  return (
    <div className="cite-chapters" role="group" aria-label={t("review.cite.chapters")}>
      <button type="button" aria-pressed={at === undefined} onClick={() => take("")}>
        {t("review.cite.whole")}
      </button>
      {reflection.chapters.map(({ at_ms, title }) => {
        const words = clock(at_ms);
        return (
          <button key={at_ms} type="button" aria-pressed={at === momentIn(words)} onClick={() => take(words)}>
            <span className="dim">{words}</span> {title}
          </button>
        );
      })}
    </div>
  );
}

import { Button } from "@mantine/core";

import { t, tOr } from "./text";
import { Tag } from "../../ui/parts";
import { VideoIcon } from "./icons";
import { clock } from "../../text/clock";

const STATES = { draft: "wait", shared: "good", hidden: "wait" } as const;

/** Who has it, in a word. */
export function StateTag({ state }: { state: string }) {
  return <Tag tone={STATES[state as keyof typeof STATES] ?? "plain"}>{tOr("reflection.state", state)}</Tag>;
}

/** A thing that went wrong inside of something dark, with a way out. */
export function ProblemText({ text, again }: { text: string; again: () => void }) {
  return (
    <div>
      <p style={{ margin: "0 0 0.75rem" }}>{text}</p>
      <Button size="xs" variant="white" color="dark" onClick={again}>
        {t("app.retry")}
      </Button>
    </div>
  );
}

/** The picture of a reflection, or a sign in its place. */
export function Poster({ url, durationMs }: { url: string | undefined; durationMs: number | undefined }) {
  return (
    <span className="poster" aria-hidden>
      {url ? <img src={url} alt="" loading="lazy" /> : <VideoIcon size={24} />}
      {durationMs !== undefined && <span className="poster-time">{clock(durationMs)}</span>}
    </span>
  );
}

/** "3 min 5 s", for those who listen. */
export function lengthWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0
    ? t("reflection.seconds", { seconds })
    : t("reflection.minutes", { minutes, seconds: seconds % 60 });
}

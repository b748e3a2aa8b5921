import { Button, Group } from "@mantine/core";
import { lazy, Suspense, useState } from "react";

import type { ReviewView } from "../../api/contract";
import { t, tOr } from "./text";
import { Section } from "../../ui/parts";
import { isCommand, type CommandName } from "./commands";

const CommandDialog = lazy(() => import("./CommandDialog"));

const DANGER = new Set<CommandName>(["withdraw", "revoke_signatures"]);

/** What HR, and managers above, can do with a review; only what the API says this person may do now. */
export function Running({ review }: { review: ReviewView }) {
  const [chosen, setChosen] = useState<CommandName | null>(null);
  const own = review.actions.includes("save_manager") || review.actions.includes("save_self");
  const commands = review.actions.filter(isCommand).filter((name) => !own || !/^(un)?share_/.test(name));
  if (commands.length === 0) return null;
  return (
    <div className="no-print">
      <Section title={t("review.more")}>
        <p className="dim">{t("review.more.lead")}</p>
        <Group gap="sm">
          {commands.map((name) => (
            <Button
              key={name}
              variant="default"
              size="sm"
              c={DANGER.has(name) ? "var(--bad)" : undefined}
              onClick={() => setChosen(name)}
            >
              {tOr("review.do", name)}
            </Button>
          ))}
        </Group>
      </Section>
      <Suspense>
        {chosen && <CommandDialog key={chosen} review={review} name={chosen} close={() => setChosen(null)} />}
      </Suspense>
    </div>
  );
}

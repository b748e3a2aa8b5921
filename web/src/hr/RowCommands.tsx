import { Button, Modal } from "@mantine/core";
import { useState } from "react";

import type { BoardItem, CyclesCycleView } from "../api/contract";
import { useTell } from "../api/hooks";
import CommandDialog from "../reviews/CommandDialog";
import { type CommandName, COMMANDS } from "../reviews/commands";
import { t, tOr } from "../text/hr";
import { Confirm } from "../ui/Confirm";
import { DotsIcon } from "../ui/icons";
import { ProblemNote } from "../ui/Problem";
import { useSay } from "../ui/toasts";

type Chosen = CommandName | "menu" | "remove" | null;

/** What can be done with one review, as its own actions and the cycle's allow. */
export function RowCommands({ cycle, item }: { cycle: CyclesCycleView; item: BoardItem }) {
  const [chosen, setChosen] = useState<Chosen>(null);
  const commands = COMMANDS.filter((command) => item.actions.includes(command));
  const removable = cycle.actions.includes("remove_participant") && item.actions.includes("withdraw");
  if (commands.length === 0 && !removable) return null;
  const { name } = item.reviewee;
  const review = { ...item, cycle: { ratings: cycle.options.ratings?.scale ?? [] } };
  const close = (): void => setChosen(null);
  return (
    <span className="board-buttons">
      {commands.includes("nudge") && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t("hr.row.nudge", { name })}
          onClick={() => setChosen("nudge")}
        >
          {t("review.do.nudge")}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("hr.row.more", { name })}
        aria-haspopup="dialog"
        onClick={() => setChosen("menu")}
      >
        <DotsIcon size={16} />
      </Button>
      <Modal opened={chosen === "menu"} onClose={close} title={<strong>{name}</strong>} size="sm">
        <Menu commands={commands} removable={removable} choose={setChosen} />
      </Modal>
      {chosen === "remove" && <Remove cycle={cycle} person={item.reviewee} close={close} />}
      {chosen && chosen !== "menu" && chosen !== "remove" && (
        <CommandDialog review={review} name={chosen} close={close} />
      )}
    </span>
  );
}

interface Listed {
  commands: readonly CommandName[];
  removable: boolean;
  choose: (chosen: Chosen) => void;
}

function Menu({ commands, removable, choose }: Listed) {
  return (
    <ul className="commands">
      {commands.map((command) => (
        <li key={command}>
          <button type="button" onClick={() => choose(command)}>
            <strong>{tOr("review.do", command)}</strong>
            <span className="dim small">{tOr(`review.do.${command}`, "text")}</span>
          </button>
        </li>
      ))}
      {removable && (
        <li>
          <button type="button" onClick={() => choose("remove")}>
            <strong>{t("hr.row.remove")}</strong>
            <span className="dim small">{t("hr.row.remove.text")}</span>
          </button>
        </li>
      )}
    </ul>
  );
}

function Remove({
  cycle,
  person,
  close,
}: {
  cycle: CyclesCycleView;
  person: BoardItem["reviewee"];
  close: () => void;
}) {
  const lists = ["GET /cycles/{cycle_id}/reviews", "GET /cycles/{cycle_id}/progress"] as const;
  const remove = useTell("DELETE /cycles/{cycle_id}/participants/{person_id}", lists);
  const join = useTell("POST /cycles/{cycle_id}/participants", lists);
  const say = useSay();
  const path = { cycle_id: cycle.id };
  const go = async (): Promise<void> => {
    if (!(await remove.tell({ path: { ...path, person_id: person.id } }))) return;
    say(t("hr.row.removed", { name: person.name }), () => void join.tell({ path, body: { person_ids: [person.id] } }));
    close();
  };
  return (
    <Confirm
      opened
      title={t("hr.row.remove.title", { name: person.name })}
      yes={t("hr.row.remove")}
      danger
      busy={remove.busy}
      onYes={() => void go()}
      onNo={close}
    >
      <p style={{ margin: 0 }}>{t("hr.row.remove.text")}</p>
      <ProblemNote error={remove.error} />
    </Confirm>
  );
}

import type { BoardItem, CycleView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { RowButton } from "../../ui/grid/Grid";
import { CommandDialog } from "../reviews";
import { type CommandName, COMMANDS } from "../reviews";
import { Information } from "../reviews";
import { t, tOr } from "./text";
import { Confirm } from "../../ui/Confirm";
import { Modal } from "../../ui/Dialog";
import { DotsIcon, InfoIcon } from "../../ui/icons";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";

export type What = CommandName | "menu" | "remove" | "information";
export type Act = (item: BoardItem, what: What) => void;

interface Row {
  cycle: CycleView;
  item: BoardItem;
  act: Act;
}

const commandsOf = (item: BoardItem): CommandName[] => COMMANDS.filter((command) => item.actions.includes(command));
const isRemovable = (cycle: CycleView, item: BoardItem): boolean =>
  cycle.actions.includes("remove_participant") && item.actions.includes("withdraw");

/** The buttons of a row; the dialogs behind them are drawn once for all rows. */
export function RowActions({ cycle, item, act }: Row) {
  const { name } = item.reviewee;
  const commands = commandsOf(item);
  return (
    <>
      <RowButton label={t("info.open.of", { name })} popup onClick={() => act(item, "information")}>
        <InfoIcon size={16} />
      </RowButton>
      {commands.includes("nudge") && (
        <RowButton label={t("hr.row.nudge", { name })} popup onClick={() => act(item, "nudge")}>
          {t("review.do.nudge")}
        </RowButton>
      )}
      {(commands.length > 0 || isRemovable(cycle, item)) && (
        <RowButton label={t("hr.row.more", { name })} popup onClick={() => act(item, "menu")}>
          <DotsIcon size={16} />
        </RowButton>
      )}
    </>
  );
}

/** What was asked for of a row. */
export function RowDialogs({ cycle, item, what, act, close }: Row & { what: What; close: () => void }) {
  const { name } = item.reviewee;
  if (what === "information") return <Information id={item.id} name={name} close={close} />;
  if (what === "remove") return <Remove cycle={cycle} person={item.reviewee} close={close} />;
  if (what === "menu")
    return (
      <Modal opened onClose={close} title={<strong>{name}</strong>} size="sm">
        <Menu commands={commandsOf(item)} removable={isRemovable(cycle, item)} choose={(chosen) => act(item, chosen)} />
      </Modal>
    );
  const review = { ...item, cycle: { ratings: cycle.options.ratings?.scale ?? [] } };
  return <CommandDialog review={review} name={what} close={close} />;
}

interface Listed {
  commands: readonly CommandName[];
  removable: boolean;
  choose: (chosen: What) => void;
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

function Remove({ cycle, person, close }: { cycle: CycleView; person: BoardItem["reviewee"]; close: () => void }) {
  const lists = ["GET /cycles/{cycle_id}/reviews", "GET /cycles/{cycle_id}/progress"] as const;
  const remove = useApiMutation("DELETE /cycles/{cycle_id}/participants/{person_id}", lists);
  const join = useApiMutation("POST /cycles/{cycle_id}/participants", lists);
  const toast = useToast();
  const path = { cycle_id: cycle.id };
  const go = async (): Promise<void> => {
    if (!(await remove.mutate({ path: { ...path, person_id: person.id } }))) return;
    toast(
      t("hr.row.removed", { name: person.name }),
      () => void join.mutate({ path, body: { person_ids: [person.id] } }),
    );
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

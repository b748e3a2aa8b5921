import { Kbd } from "@mantine/core";
import { Fragment } from "react";

import { type Key, t } from "./text/keys";
import { Modal } from "../ui/Dialog";

const KEYS: [string[], Key][] = [
  [["Ctrl", "K"], "keys.search"],
  [["Ctrl", "S"], "keys.save"],
  [["g", "h"], "keys.home"],
  [["g", "r"], "keys.reviews"],
  [["g", "v"], "keys.reflections"],
  [["g", "p"], "keys.people"],
  [["Esc"], "keys.leave"],
  [["?"], "keys.help"],
];

const PLAYER: [string[], Key][] = [
  [["Space", "K"], "keys.play"],
  [["←", "→"], "keys.seek"],
  [["J", "L"], "keys.skip"],
  [["0 – 9"], "keys.tenths"],
  [["<", ">"], "keys.speed"],
  [["C"], "keys.captions"],
  [["M"], "keys.mute"],
  [["F"], "keys.whole"],
  [["I"], "keys.pip"],
];

/** What the keyboard can do. */
export default function KeysHelp({ close }: { close: () => void }) {
  return (
    <Modal opened onClose={close} title={<strong>{t("keys.title")}</strong>}>
      <Keys keys={KEYS} between={(first) => (first === "Ctrl" ? "+" : t("keys.then"))} />
      <h3 style={{ margin: "1.5rem 0 0.75rem" }}>{t("keys.player")}</h3>
      <Keys keys={PLAYER} between={() => t("keys.or")} />
    </Modal>
  );
}

function Keys({ keys, between }: { keys: [string[], Key][]; between: (first: string | undefined) => string }) {
  return (
    <dl className="facts" style={{ alignItems: "center" }}>
      {keys.map(([pressed, does]) => (
        <Fragment key={does}>
          <dt>
            {pressed.map((key, i) => (
              <Fragment key={key}>
                {i > 0 && ` ${between(pressed[0])} `}
                <Kbd>{key}</Kbd>
              </Fragment>
            ))}
          </dt>
          <dd>{t(does)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

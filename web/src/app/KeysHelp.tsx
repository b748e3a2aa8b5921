import { Kbd, Modal } from "@mantine/core";
import { Fragment } from "react";

import { type Key, t } from "../text";

const KEYS: [string[], Key][] = [
  [["Ctrl", "K"], "keys.search"],
  [["Ctrl", "S"], "keys.save"],
  [["g", "h"], "keys.home"],
  [["g", "r"], "keys.reviews"],
  [["g", "p"], "keys.people"],
  [["Esc"], "keys.leave"],
  [["?"], "keys.help"],
];

/** What the keyboard can do. */
export default function KeysHelp({ close }: { close: () => void }) {
  return (
    <Modal opened onClose={close} title={<strong>{t("keys.title")}</strong>}>
      <dl className="facts" style={{ alignItems: "center" }}>
        {KEYS.map(([keys, does]) => (
          <Fragment key={does}>
            <dt>
              {keys.map((key, i) => (
                <Fragment key={key}>
                  {i > 0 && (keys[0] === "Ctrl" ? " + " : ` ${t("keys.then")} `)}
                  <Kbd>{key}</Kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  );
}

import { Suspense } from "react";

import { useMe } from "../api/me";
import { Modal } from "../ui/Dialog";
import { Keys } from "../ui/Keys";
import { features } from "./features";
import { menuOf } from "./menu";
import { t } from "./text/keys";

/** What the keyboard can do. */
export default function KeysHelp({ close }: { close: () => void }) {
  const places = menuOf(useMe()).filter(({ key }) => key);
  return (
    <Modal opened onClose={close} title={<strong>{t("keys.title")}</strong>}>
      <Keys
        keys={[
          [["Ctrl", "K"], t("keys.search")],
          [["Ctrl", "S"], t("keys.save")],
          ...places.map(({ key = "", title }) => [["g", key], t("keys.go", { place: title })] as const),
          [["Esc"], t("keys.leave")],
          [["?"], t("keys.help")],
        ]}
        between={(first) => (first === "Ctrl" ? "+" : t("keys.then"))}
      />
      <Suspense>{features.map(({ name, keys: Own }) => Own && <Own key={name} />)}</Suspense>
    </Modal>
  );
}

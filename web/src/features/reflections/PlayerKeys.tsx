import { Keys } from "../../ui/Keys";
import { t } from "./text";

/** What the keyboard can do while watching. */
export default function PlayerKeys() {
  return (
    <>
      <h3 style={{ margin: "1.5rem 0 0.75rem" }}>{t("keys.player")}</h3>
      <Keys
        keys={[
          [["Space", "K"], t("keys.play")],
          [["←", "→"], t("keys.seek")],
          [["J", "L"], t("keys.skip")],
          [["0 – 9"], t("keys.tenths")],
          [["<", ">"], t("keys.speed")],
          [["C"], t("keys.captions")],
          [["M"], t("keys.mute")],
          [["F"], t("keys.whole")],
          [["I"], t("keys.pip")],
        ]}
        between={() => t("keys.or")}
      />
    </>
  );
}

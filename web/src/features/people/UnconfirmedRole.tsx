import { t } from "./text";

/** That a role is not confirmed yet, and what that means. */
export default function UnconfirmedRole() {
  return <p className="notice">{t("people.unconfirmed")}</p>;
}

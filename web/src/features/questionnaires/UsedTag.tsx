import { t } from "./text";
import { Tag } from "../../ui/parts";

/** Whether a cycle uses it, so that it stays as it is. */
export function UsedTag({ used }: { used: boolean }) {
  return <Tag tone={used ? "accent" : "plain"}>{t(used ? "hr.forms.used" : "hr.forms.free")}</Tag>;
}

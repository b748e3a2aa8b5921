import { t } from "../text";
import { EyeIcon, LockIcon } from "./icons";

/** Who can see what stands here, said plainly beside it. */
export function WhoCanSee({ children, onlyYou = false }: { children?: string; onlyYou?: boolean }) {
  const Icon = onlyYou ? LockIcon : EyeIcon;
  return (
    <span className={onlyYou ? "tag tag-accent who" : "tag who"} title={t("who.label")}>
      <Icon size={14} />
      {children ?? t("who.onlyYou")}
    </span>
  );
}

import { t } from "../text";
import { EyeIcon, LockIcon } from "./icons";

interface Seen {
  children?: string;
  onlyYou?: boolean;
  /** For the fields that it describes. */
  id?: string | undefined;
}

/** Who can see what stands here, said plainly beside it. */
export function WhoCanSee({ children, onlyYou = false, id }: Seen) {
  const Icon = onlyYou ? LockIcon : EyeIcon;
  return (
    <span id={id} className={onlyYou ? "tag tag-accent who" : "tag who"} title={t("who.label")}>
      <Icon size={14} />
      {children ?? t("who.onlyYou")}
    </span>
  );
}

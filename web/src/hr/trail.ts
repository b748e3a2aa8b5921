import { t, tOr } from "../text/hr";
import { dateWords } from "../text/dates";

export type Detail = string | number | boolean;

/** A detail of the audit trail in words; nothing where it only says what is usual. */
export function detailWords(name: string, value: Detail): string {
  switch (name) {
    case "until":
      return t("audit.detail.until", { day: dateWords(String(value), "short") });
    case "state":
      return stateWords(String(value));
    case "side":
      return tOr("review.step", String(value));
    case "party":
      return tOr("review.party", String(value));
    case "was_read":
      return t(value === true ? "audit.detail.read" : "audit.detail.unread");
    case "made_by_id": // "made_by" has the name
      return "";
    default:
      return typeof value === "boolean" ? (value ? tOr("audit.detail", name) : "") : `${plain(name)}: ${plain(value)}`;
  }
}

/** Of a review, or of a side. */
function stateWords(state: string): string {
  const word = tOr("review.state", state);
  return word === plain(state) ? tOr("side", state) : word;
}

const plain = (word: Detail): string => String(word).replaceAll("_", " ");

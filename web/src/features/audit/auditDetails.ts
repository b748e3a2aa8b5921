import { t, tOr } from "./text";
import { dateWords } from "../../text/dates";

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
    case "reason":
      return `${t("audit.detail.reason")}: ${tOr("hr.problemName", String(value))}`;
    case "was_read":
      return t(value === true ? "audit.detail.read" : "audit.detail.unread");
    case "fields":
      return t("audit.detail.fields", {
        fields: String(value)
          .split(", ")
          .map((one) => tOr("hr.field", one))
          .join(", "),
      });
    case "reflections.rhythm":
      return `${t("audit.detail.reflections.rhythm")}: ${tOr("company.rhythm", String(value))}`;
    case "source": // an id, of a cycle
    case "made_by_id": // "made_by" has the name
    case "attachment_id":
      return "";
    default:
      return typeof value === "boolean" ? truth(name, value) : `${tOr("audit.detail", name)}: ${plain(value)}`;
  }
}

/** What was switched on or off is said either way; of the rest, only what holds. */
function truth(name: string, value: boolean): string {
  if (name.includes(".")) return `${tOr("audit.detail", name)}: ${t(value ? "audit.detail.on" : "audit.detail.off")}`;
  return value ? tOr("audit.detail", name) : "";
}

/** Of a review, or of a side. */
function stateWords(state: string): string {
  const word = tOr("review.state", state);
  return word === plain(state) ? tOr("side", state) : word;
}

const plain = (word: Detail): string => String(word).replaceAll("_", " ");

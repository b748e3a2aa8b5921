import type { BackupItem } from "../../api/contract";

/** Versions that were written in one go, the newest first. */
export interface Sitting {
  last: BackupItem;
  first: BackupItem;
  versions: readonly BackupItem[];
}

/** Who writes nothing for so long has got up, in ms. */
const PAUSE = 30 * 60_000;

/** The versions, the newest first, one line a sitting. */
export function sittingsOf(versions: readonly BackupItem[]): Sitting[] {
  const found: BackupItem[][] = [];
  for (const version of versions) {
    const sitting = found.at(-1);
    const later = sitting?.at(-1);
    if (sitting && later && Date.parse(later.at) - Date.parse(version.at) <= PAUSE) sitting.push(version);
    else found.push([version]);
  }
  return found.flatMap((one) => {
    const [last, first] = [one[0], one.at(-1)];
    return last && first ? [{ last, first, versions: one }] : [];
  });
}

/** The files that can be put beside something, by the end of their name; the server looks at what is inside, too. */
const KINDS: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  txt: "text/plain",
};
const MB = 1024 * 1024;
export const MOST_BYTES = 10 * MB;

/** For the browser's file dialog. */
export const ACCEPTED = Object.keys(KINDS)
  .map((end) => `.${end}`)
  .join();

export type Unfit = "kind" | "size" | "empty";

/** The type under which a file of this name is sent; by its name, because some browsers tell no type. */
export function typeOf(name: string): string | null {
  const end = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return name.includes(".") ? (KINDS[end] ?? null) : null;
}

/** Why a file need not even be sent; null where it may be. */
export function unfit({ name, size }: { name: string; size: number }): Unfit | null {
  if (typeOf(name) === null) return "kind";
  if (size > MOST_BYTES) return "size";
  return size === 0 ? "empty" : null;
}

/** "640 KB", "2.4 MB". */
export function sizeWords(bytes: number, language: string): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < MB ? [bytes / 1024, "KB"] : [bytes / MB, "MB"];
  return `${value.toLocaleString(language, { maximumFractionDigits: value < 10 && unit === "MB" ? 1 : 0 })} ${unit}`;
}

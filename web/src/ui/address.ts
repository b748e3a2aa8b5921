/** Absolute addresses of the web and of email; null for anything else. */
export function safeAddress(href: string | null): string | null {
  const address = (href ?? "").trim();
  return /^(https?:\/\/|mailto:)[^\s]/i.test(address) ? address : null;
}

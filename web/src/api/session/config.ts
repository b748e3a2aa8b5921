/** What an installation tells the client, from `/config.json` beside the page. */
export interface Config {
  issuer: string;
  client_id: string;
  scopes: string;
  /** Which of the issuer's tokens the API takes: Amazon Cognito puts the address into the id token only. */
  bearer?: "access_token" | "id_token";
  /** The least that signing in must prove, where the issuer says how someone signed in only when it is asked. */
  acr_values?: string;
  /** Only where the server's clock can be moved (a local run): its time when it answered. */
  now?: string;
}

let fetched: Promise<Config> | undefined;
let ahead = 0;

/** The installation's settings; asked once. */
export function config(): Promise<Config> {
  fetched ??= ask();
  fetched.catch(() => (fetched = undefined));
  return fetched;
}

/** The time as the server has it. */
export const now = (): Date => new Date(Date.now() + ahead);

async function ask(): Promise<Config> {
  const response = await fetch("/config.json", { cache: "no-store" });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  const told = (await response.json()) as Config;
  if (told.now) ahead = Date.parse(told.now) - Date.now();
  return told;
}

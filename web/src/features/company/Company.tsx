import { Button, Switch, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { Link } from "wouter";

import type { CompanyBody, CompanyView } from "../../api/contract";
import { useApiQuery, useApiMutation } from "../../api/hooks";
import { isHrAdmin, useMe } from "../../api/me";
import { Page } from "../../ui/Page";
import { config } from "../../api/session/config";
import { deviceZone } from "../../text/dates";
import { t } from "./text";
import { Await, NotFound } from "../../ui/parts";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { ZoneSelect } from "../../ui/ZoneSelect";
import { hostOf } from "../../api/session/issuers";
import { Invitations } from "../people";
import { useLeavingGuard } from "../../ui/leavingGuard";
import { PlaceZones } from "./PlaceZones";
import { type Place, placesOf, zonesOf } from "./places";
import { ReflectionSettings } from "./ReflectionSettings";
import { ScimTokens } from "./ScimTokens";
import "../../ui/hr.css";
import "./company.css";

/** What is shown at their fields. */
const PLACED = [
  "/reflections/max_minutes",
  "/reflections/max_megabytes",
  "/reflections/retention_days",
  "/time_zone",
  "/scim/assistant_group",
];

/** What HR sets for the whole company. */
export default function Company() {
  const me = useMe();
  const asked = useApiQuery("GET /company", {}, { when: isHrAdmin(me) });
  if (!isHrAdmin(me)) return <NotFound />;
  return (
    <Page title={t("company.title")} lead={t("company.lead")}>
      <Await asked={asked}>{(company) => <Form key={asked.etag} company={company} etag={asked.etag ?? "0"} />}</Await>
      <div className="company company-more">
        {asked.data?.accounts && <Invitations />}
        <ScimTokens />
        <Providers />
      </div>
    </Page>
  );
}

/** The settings as they are typed. */
interface Draft extends Pick<CompanyView, "accounts" | "attachments" | "reflections" | "scim"> {
  zone: string;
  locations: Place[];
  departments: Place[];
}

const draftOf = (company: CompanyView): Draft => ({
  zone: company.time_zone ?? "",
  locations: placesOf(company.zones.locations),
  departments: placesOf(company.zones.departments),
  reflections: company.reflections,
  attachments: company.attachments,
  scim: company.scim,
  ...(company.accounts && { accounts: company.accounts }),
});

const bodyOf = ({ zone, locations, departments, ...same }: Draft): CompanyBody => ({
  ...same,
  time_zone: zone || null,
  zones: { locations: zonesOf(locations), departments: zonesOf(departments) },
});

function Form({ company, etag }: { company: CompanyView; etag: string }) {
  const before = draftOf(company);
  const [draft, setDraft] = useState(before);
  const save = useApiMutation("PATCH /company", ["GET /company"]);
  const toast = useToast();
  const changed = JSON.stringify(draft) !== JSON.stringify(before);
  useLeavingGuard(changed);
  const may = company.actions.includes("save");
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const done = async (): Promise<void> => {
    if (await save.mutate({ body: bodyOf(draft), match: etag })) toast(t("company.saved"));
  };
  return (
    <form
      className="company"
      onSubmit={(event) => {
        event.preventDefault();
        void done();
      }}
    >
      <Part title={t("company.zones")} lead={t("company.zones.lead")} may={may}>
        <Zones draft={draft} set={set} error={save.error} />
      </Part>
      <Part title={t("company.reflections")} lead={t("company.privacy")} may={may}>
        <ReflectionSettings
          settings={draft.reflections}
          set={(part) => set({ reflections: { ...draft.reflections, ...part } })}
          error={save.error}
        />
        <Switch
          label={t("company.attachments")}
          checked={draft.attachments.reflections}
          onChange={(event) => set({ attachments: { reflections: event.currentTarget.checked } })}
        />
      </Part>
      {draft.accounts && (
        <Part title={t("accounts.title")} lead={t("accounts.lead")} may={may}>
          <Switch
            label={t("accounts.automatic")}
            description={t("accounts.automatic.help")}
            checked={draft.accounts.automatic}
            onChange={(event) => set({ accounts: { automatic: event.currentTarget.checked } })}
          />
        </Part>
      )}
      <Part title={t("scim.title")} lead={t("scim.lead")} may={may}>
        <Provisioning draft={draft} set={set} error={save.error} />
      </Part>
      <ProblemNote error={save.error} placed={PLACED} />
      {may && (
        <div className="company-save">
          <Button type="submit" disabled={!changed} loading={save.busy}>
            {t("app.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

function Part({ title, lead, may, children }: { title: string; lead: string; may: boolean; children: ReactNode }) {
  return (
    <div className="card fields">
      <fieldset disabled={!may}>
        <legend>{title}</legend>
        <p className="dim small lead">{lead}</p>
        {children}
      </fieldset>
    </div>
  );
}

interface Setting {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  error: Error | null;
}

/** What a provider may do beside keeping entries up to date. */
function Provisioning({ draft: { scim }, set, error }: Setting) {
  return (
    <>
      <TextInput
        label={t("scim.group")}
        description={t("scim.group.help")}
        value={scim.assistant_group}
        error={fieldError(error, "/scim/assistant_group")}
        onChange={(event) => set({ scim: { ...scim, assistant_group: event.currentTarget.value } })}
      />
      <Switch
        label={t("scim.reuse")}
        description={t("scim.reuse.help")}
        checked={scim.reuse_addresses}
        onChange={(event) => set({ scim: { ...scim, reuse_addresses: event.currentTarget.checked } })}
      />
    </>
  );
}

/** Which services people sign in with is the operator's to say. */
function Providers() {
  const [issuer, setIssuer] = useState("");
  useEffect(() => void config().then((told) => setIssuer(told.issuer)), []);
  return (
    <div className="card">
      <h2>{t("company.signIn")}</h2>
      <p className="dim small">{t("company.signIn.hint")}</p>
      {issuer && (
        <p>
          {t("company.signIn.with")} <strong>{hostOf(issuer)}</strong>
        </p>
      )}
      <Link href="/hr/sign-ins">{t("company.signIn.refused")}</Link>
    </div>
  );
}

function Zones({ draft, set, error }: Setting) {
  const problem = (kind: string) => (name: string) =>
    fieldError(error, `/zones/${kind}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const usual = draft.zone || deviceZone();
  return (
    <>
      <ZoneSelect
        label={t("company.zone")}
        help={t("company.zone.help")}
        none={t("company.zone.none")}
        value={draft.zone}
        onChange={(zone) => set({ zone })}
        error={fieldError(error, "/time_zone")}
      />
      <PlaceZones
        kind="location"
        usual={usual}
        places={draft.locations}
        onChange={(locations) => set({ locations })}
        problem={problem("locations")}
      />
      <PlaceZones
        kind="department"
        usual={usual}
        places={draft.departments}
        onChange={(departments) => set({ departments })}
        problem={problem("departments")}
      />
    </>
  );
}

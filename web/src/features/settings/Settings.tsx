import { Radio, Stack, Switch, useMantineColorScheme } from "@mantine/core";

import type { Routes, SettingsView } from "../../api/contract";
import { useApiQuery, usePlace, useRefresh, useApiMutation } from "../../api/hooks";
import { Page } from "../../ui/Page";
import { Exports } from "./Exports";
import { t } from "./text";
import { Await, Section } from "../../ui/parts";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { ZoneSelect } from "../../ui/ZoneSelect";

const ROUTE = "GET /me/settings";
const TOPICS = ["reminders", "review_news", "reflections", "hr_reports"] as const;
const THEMES = ["auto", "light", "dark"] as const;
type Change = Partial<Routes["PUT /me/settings"]["body"]>;

/** What everyone sets for themselves: emails, the zone in which times are shown, colours. Each change is saved at once. */
export default function Settings() {
  const asked = useApiQuery(ROUTE);
  return (
    <Page title={t("settings.title")} lead={t("settings.lead")}>
      <Await asked={asked}>{(settings) => <Mine settings={settings} etag={asked.etag ?? ""} />}</Await>
      <Theme />
      <Exports />
    </Page>
  );
}

function Mine({ settings, etag }: { settings: SettingsView; etag: string }) {
  const mutation = useApiMutation("PUT /me/settings");
  const place = usePlace();
  const refresh = useRefresh();
  const toast = useToast();
  const save = async (change: Change): Promise<void> => {
    const told = await mutation.mutate({ body: { time_zone: settings.time_zone, mails: {}, ...change }, match: etag });
    if (!told) return void refresh(ROUTE);
    place(ROUTE, {}, told);
    if ("time_zone" in change) await refresh("GET /me");
    toast(t("settings.saved"));
  };
  const zone = settings.own_time_zone;
  return (
    <>
      <Section title={t("settings.emails")}>
        <p className="dim">{t("settings.emails.lead")}</p>
        <Stack gap="md">
          {TOPICS.filter((topic) => topic in settings.mails).map((topic) => (
            <Switch
              key={topic}
              label={t(`settings.mail.${topic}`)}
              description={t(`settings.mail.${topic}.help`)}
              checked={settings.mails[topic] ?? false}
              disabled={mutation.busy}
              onChange={(event) => void save({ mails: { [topic]: event.currentTarget.checked } })}
            />
          ))}
        </Stack>
      </Section>
      <Section title={t("settings.zone")}>
        <div style={{ maxWidth: "26rem" }}>
          <ZoneSelect
            label={t("settings.zone.label")}
            help={t("settings.zone.help")}
            none={t("settings.zone.own", { zone })}
            value={settings.time_zone ?? ""}
            error={fieldError(mutation.error, "/time_zone")}
            onChange={(chosen) => void save({ time_zone: chosen || null })}
          />
        </div>
      </Section>
      <ProblemNote error={mutation.error} placed={["/time_zone"]} />
    </>
  );
}

function Theme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={t("settings.theme")}>
      <Radio.Group
        label={t("settings.theme.label")}
        value={colorScheme}
        onChange={(chosen) => setColorScheme(THEMES.find((theme) => theme === chosen) ?? "auto")}
      >
        <Stack gap="xs" mt="xs">
          {THEMES.map((theme) => (
            <Radio key={theme} value={theme} label={t(`settings.theme.${theme}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </Section>
  );
}

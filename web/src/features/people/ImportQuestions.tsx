import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";

import type { ImportView } from "../../api/contract";
import { useApiQuery, useApiMutation } from "../../api/hooks";
import { t } from "./text/hr";
import { deviceZone } from "../../text/dates";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { ZoneSelect } from "../../ui/ZoneSelect";
import type { Picked } from "./FilePicker";
import { type Choices, questionsOf } from "./importChoices";
import { Choice } from "../../ui/Choice";

interface Asked {
  file: Picked;
  found: ImportView | null;
  choices: Choices;
  choose: (part: Partial<Choices>) => void;
}

/** What a file does not say by itself. */
export function ImportQuestions({ file, found, choices, choose }: Asked) {
  const asked = questionsOf(found?.problems ?? [], choices);
  return (
    <>
      {file.charset === "other" && (
        <div className="question">
          <h3>{t("hr.import.charset")}</h3>
          <p>{t("hr.import.charset.hint")}</p>
          <Choice
            label={t("hr.import.charset")}
            value={choices.western ? "western" : "unicode"}
            onChange={(value) => choose({ western: value === "western" })}
            values={[
              { value: "western", label: t("hr.import.charset.western") },
              { value: "unicode", label: t("hr.import.charset.unicode") },
            ]}
          />
        </div>
      )}
      {asked.dates && (
        <div className="question">
          <h3>{t("hr.import.dates")}</h3>
          <p>{t("hr.import.dates.hint")}</p>
          <Choice
            label={t("hr.import.dates")}
            value={choices.dates ?? ""}
            onChange={(value) => choose({ dates: value === "mdy" ? "mdy" : "dmy" })}
            values={[
              { value: "dmy", label: t("hr.import.dates.dmy") },
              { value: "mdy", label: t("hr.import.dates.mdy") },
            ]}
          />
        </div>
      )}
      {asked.zone && <AskForZone done={() => choose({})} />}
      {asked.reuse && (
        <div className="question">
          <h3>{t("hr.import.reuse.title")}</h3>
          <p>{t("hr.import.reuse.hint")}</p>
          <Checkbox
            label={t("hr.import.reuse")}
            checked={choices.reuse}
            onChange={(event) => choose({ reuse: event.currentTarget.checked })}
          />
        </div>
      )}
    </>
  );
}

/** The company's own time zone, which those have whom nothing else gives one. */
function AskForZone({ done }: { done: () => void }) {
  const company = useApiQuery("GET /company");
  const [zone, setZone] = useState(deviceZone);
  const save = useApiMutation("PATCH /company", ["GET /company"]);
  const set = async (): Promise<void> => {
    if (await save.mutate({ body: { time_zone: zone }, match: company.etag ?? "0" })) done();
  };
  return (
    <div className="question">
      <h3>{t("hr.import.zone")}</h3>
      <p>
        {t("hr.import.zone.hint")} <Link href="/hr/company">{t("hr.import.zone.map")}</Link>
      </p>
      <ZoneSelect
        label={t("hr.import.zone.company")}
        value={zone}
        onChange={setZone}
        error={fieldError(save.error, "/time_zone")}
      />
      <Button size="sm" loading={save.busy} disabled={!company.data} onClick={() => void set()}>
        {t("hr.import.zone.set")}
      </Button>
      <ProblemNote error={save.error} placed={["/time_zone"]} />
    </div>
  );
}

import { Checkbox, Radio, Stack, TextInput } from "@mantine/core";

import { t } from "./text";
import { Contacts } from "./Contacts";
import type { Chosen, Switch } from "./draft";
import { ScaleEditor } from "../questionnaires";
import type { StepProps } from "./Wizard";

const SWITCHES: readonly Switch[] = [
  "private_notes",
  "hr_reads_notes",
  "done_box",
  "attachments",
  "calibration",
  "follow_manager",
];

interface Part {
  options: Chosen;
  change: (part: Partial<Chosen>) => void;
  problem: StepProps["problem"];
}

/** What the company chooses for a cycle. */
export function OptionFields({ draft: { options }, set, problem }: StepProps) {
  const change = (part: Partial<Chosen>): void => set({ options: { ...options, ...part } });
  const part: Part = { options, change, problem };
  return (
    <div className="fields">
      <Overall {...part} />
      <Ways {...part} />
      <Visible {...part} />
      <Contacts contacts={options.contacts} set={(contacts) => change({ contacts })} problem={problem} />
      <Reminders {...part} />
    </div>
  );
}

function Overall({ options, change, problem }: Part) {
  return (
    <fieldset>
      <legend>{t("hr.options.overall")}</legend>
      <Checkbox
        label={t("hr.options.ratings")}
        description={t("hr.options.ratings.help")}
        checked={options.rated}
        onChange={(event) => change({ rated: event.currentTarget.checked })}
      />
      {options.rated && (
        <ScaleEditor
          scale={options.scale}
          onChange={(scale) => change({ scale })}
          problem={(at) => problem(`/options/ratings/scale${at}`)}
        />
      )}
      <Checkbox
        label={t("hr.options.chart")}
        description={t("hr.options.chart.help")}
        checked={options.charted}
        onChange={(event) => change({ charted: event.currentTarget.checked })}
      />
      {options.charted && (
        <div className="field-grid indent">
          <TextInput
            label={t("hr.options.x")}
            value={options.x_label}
            error={problem("/options/chart_2d/x_label")}
            onChange={(event) => change({ x_label: event.currentTarget.value })}
          />
          <TextInput
            label={t("hr.options.y")}
            value={options.y_label}
            error={problem("/options/chart_2d/y_label")}
            onChange={(event) => change({ y_label: event.currentTarget.value })}
          />
        </div>
      )}
      {(options.rated || options.charted) && (
        <Checkbox
          label={t("hr.options.overall_first")}
          description={t("hr.options.overall_first.help")}
          checked={options.overall_first}
          onChange={(event) => change({ overall_first: event.currentTarget.checked })}
        />
      )}
    </fieldset>
  );
}

function Ways({ options, change }: Part) {
  return (
    <fieldset>
      <legend>{t("hr.options.how")}</legend>
      {SWITCHES.filter((name) => name !== "hr_reads_notes" || options.private_notes).map((name) => (
        <Checkbox
          key={name}
          label={t(`hr.options.${name}`)}
          description={t(`hr.options.${name}.help`)}
          checked={options[name]}
          onChange={(event) => change({ [name]: event.currentTarget.checked })}
        />
      ))}
    </fieldset>
  );
}

function Visible({ options, change }: Part) {
  return (
    <fieldset>
      <legend>{t("hr.options.visible")}</legend>
      <Radio.Group
        aria-label={t("hr.options.visible")}
        value={options.self_visible}
        onChange={(value) => change({ self_visible: value })}
      >
        <Stack gap="xs">
          <Radio value="at_once" label={t("hr.options.at_once")} />
          <Radio value="after_manager" label={t("hr.options.after_manager")} />
        </Stack>
      </Radio.Group>
    </fieldset>
  );
}

function Reminders({ options, change, problem }: Part) {
  return (
    <fieldset>
      <legend>{t("hr.options.reminders")}</legend>
      <div className="field-grid">
        <TextInput
          label={t("hr.options.before")}
          description={t("hr.options.before.help")}
          value={options.days_before}
          error={problem("/options/reminders/days_before")}
          onChange={(event) => change({ days_before: event.currentTarget.value })}
        />
        <TextInput
          label={t("hr.options.after")}
          description={t("hr.options.after.help")}
          value={options.days_after}
          error={problem("/options/reminders/days_after")}
          onChange={(event) => change({ days_after: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t("hr.options.at")}
          description={t("hr.options.at.help")}
          value={options.at}
          error={problem("/options/reminders/at")}
          onChange={(event) => change({ at: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}

import { Button, Checkbox, Group, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";

import type { PersonBody, PersonView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { t } from "./text";
import { Modal } from "../../ui/Dialog";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { ZoneSelect } from "../../ui/ZoneSelect";
import { PersonPicker } from "./PersonPicker";
import "./profile.css";

const TEXTS = ["name", "email", "title", "department", "location", "employment_type", "external_id"] as const;
const ROLES = ["hr_admin", "hr_assistant"] as const;
type HrRole = (typeof ROLES)[number];
const POINTERS = [...TEXTS, "time_zone", "start_date", "manager_id", "roles"].map((name) => `/${name}`);

const TOUCHED = ["GET /people/{person_id}", "GET /people", "GET /people/{person_id}/reports", "GET /me"] as const;

interface Editing {
  person: PersonView;
  etag: string;
  close: () => void;
}

/** HR changes one person; only what was changed is sent. */
export default function EditPerson({ person, etag, close }: Editing) {
  const [changes, setChanges] = useState<PersonBody>({});
  const save = useApiMutation("PUT /people/{person_id}", TOUCHED);
  const toast = useToast();
  const set = (part: PersonBody): void => setChanges((before) => ({ ...before, ...part }));
  const submit = async (): Promise<void> => {
    const told = await save.mutate({ path: { person_id: person.id }, body: changes, match: etag });
    if (!told) return;
    toast(t("people.saved"));
    close();
  };
  return (
    <Modal opened onClose={close} size="lg" title={<strong>{t("people.edit.title", { name: person.name })}</strong>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Entry person={person} changes={changes} set={set} error={save.error} />
        <Roles
          roles={changes.roles ?? person.roles ?? []}
          onChange={(roles) => set({ roles })}
          error={fieldError(save.error, "/roles")}
        />
        <ProblemNote error={save.error} placed={POINTERS} />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" loading={save.busy} disabled={Object.keys(changes).length === 0}>
            {t("app.save")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

interface Entered {
  person: PersonView;
  changes: PersonBody;
  set: (part: PersonBody) => void;
  error: Error | null;
}

function Entry({ person, changes, set, error }: Entered) {
  const [manager, setManager] = useState(person.manager);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {TEXTS.map((name) => (
        <TextInput
          key={name}
          label={t(`people.field.${name}`)}
          type={name === "email" ? "email" : "text"}
          defaultValue={person[name] ?? ""}
          error={fieldError(error, `/${name}`)}
          onChange={(event) => set({ [name]: event.currentTarget.value })}
        />
      ))}
      <ZoneSelect
        label={t("people.zone")}
        value={changes.time_zone ?? person.time_zone ?? ""}
        error={fieldError(error, "/time_zone")}
        onChange={(time_zone) => set({ time_zone })}
      />
      <TextInput
        type="date"
        label={t("people.start")}
        defaultValue={person.start_date ?? ""}
        error={fieldError(error, "/start_date")}
        onChange={(event) => set({ start_date: event.currentTarget.value || null })}
      />
      <PersonPicker
        label={t("people.manager")}
        value={manager}
        without={[person.id]}
        error={fieldError(error, "/manager_id")}
        onChange={(chosen) => {
          setManager(chosen);
          set({ manager_id: chosen?.id ?? null });
        }}
      />
    </SimpleGrid>
  );
}

interface Field<T> {
  onChange: (value: T) => void;
  error: string | undefined;
}

function Roles({ roles, onChange, error }: Field<HrRole[]> & { roles: readonly HrRole[] }) {
  return (
    <fieldset className="plain-fieldset">
      <legend>{t("people.roles")}</legend>
      <Group gap="lg">
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            label={t(`people.role.${role}`)}
            checked={roles.includes(role)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...roles, role] : roles.filter((one) => one !== role))
            }
          />
        ))}
      </Group>
      {error && <p className="question-error">{error}</p>}
    </fieldset>
  );
}

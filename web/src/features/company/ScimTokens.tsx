import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";

import type { ScimTokenView } from "../../api/contract";
import { usePages, useApiMutation } from "../../api/hooks";
import { t } from "./text";
import { List, Rows } from "../../ui/List";
import { Confirm } from "../../ui/Confirm";
import { Modal } from "../../ui/Dialog";
import { PlusIcon } from "../../ui/icons";
import { PersonLink } from "../people";
import { Empty, Moment } from "../../ui/parts";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { CopyField } from "./CopyField";

const LIST = ["GET /company/scim-tokens"] as const;
/** Where a provider finds the directory. */
const baseUrl = (): string => `${location.origin}/api/scim/v2`;

/** The tokens with which providers keep the directory. */
export function ScimTokens() {
  const list = usePages("GET /company/scim-tokens");
  const [making, setMaking] = useState(false);
  return (
    <div className="card">
      <div className="tokens-head">
        <div>
          <h2>{t("scim.tokens")}</h2>
          <p className="dim small">{t("scim.tokens.lead")}</p>
        </div>
        <Button variant="default" size="sm" leftSection={<PlusIcon size={14} />} onClick={() => setMaking(true)}>
          {t("scim.tokens.new")}
        </Button>
      </div>
      <CopyField label={t("scim.base")} value={baseUrl()} />
      <div className="tokens">
        <List list={list} empty={<Empty title={t("scim.tokens.none")}>{t("scim.tokens.none.hint")}</Empty>}>
          {(tokens) => (
            <Rows items={tokens} label={t("scim.tokens")} keyOf={({ id }) => id}>
              {(token) => <Row token={token} />}
            </Rows>
          )}
        </List>
      </div>
      {making && <NewToken close={() => setMaking(false)} />}
    </div>
  );
}

function Row({ token }: { token: ScimTokenView }) {
  const [asking, setAsking] = useState(false);
  return (
    <div className="row">
      <div className="row-main">
        <div className="row-title">{token.name}</div>
        <div className="dim small">
          {t("scim.token.by")} <PersonLink person={token.made_by} /> <Moment at={token.created_at} /> ·{" "}
          {token.used_at ? (
            <>
              {t("scim.token.used")} <Moment at={token.used_at} />
            </>
          ) : (
            t("scim.token.unused")
          )}
        </div>
      </div>
      <Button
        variant="default"
        size="sm"
        c="var(--bad)"
        aria-label={t("scim.token.delete.which", { name: token.name })}
        onClick={() => setAsking(true)}
      >
        {t("scim.token.delete")}
      </Button>
      {asking && <Deleting token={token} close={() => setAsking(false)} />}
    </div>
  );
}

function Deleting({ token: { id, name }, close }: { token: ScimTokenView; close: () => void }) {
  const remove = useApiMutation("DELETE /company/scim-tokens/{token_id}", LIST);
  const toast = useToast();
  const carryOut = async (): Promise<void> => {
    if (!(await remove.mutate({ path: { token_id: id } }))) return;
    close();
    toast(t("scim.token.deleted", { name }));
  };
  return (
    <Confirm
      opened
      title={t("scim.token.delete.title", { name })}
      yes={t("scim.token.delete")}
      danger
      busy={remove.busy}
      onYes={() => void carryOut()}
      onNo={close}
    >
      {t("scim.token.delete.text")}
      <ProblemNote error={remove.error} />
    </Confirm>
  );
}

/** A name, then the token, which no one sees a second time. */
function NewToken({ close }: { close: () => void }) {
  const [name, setName] = useState("");
  const make = useApiMutation("POST /company/scim-tokens", LIST);
  const [made, setMade] = useState<ScimTokenView | null>(null);
  const carryOut = async (): Promise<void> => {
    const told = await make.mutate({ body: { name } });
    if (told) setMade(told.body);
  };
  if (made) return <Made made={made} close={close} />;
  return (
    <Modal opened onClose={close} title={<strong>{t("scim.tokens.new")}</strong>}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void carryOut();
        }}
      >
        <TextInput
          label={t("scim.token.name")}
          description={t("scim.token.name.help")}
          value={name}
          maxLength={100}
          error={fieldError(make.error, "/name")}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <ProblemNote error={make.error} placed={["/name"]} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" loading={make.busy} disabled={!name.trim()}>
            {t("scim.token.make")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Made({ made, close }: { made: ScimTokenView; close: () => void }) {
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      size="lg"
      title={<strong>{t("scim.token.made", { name: made.name })}</strong>}
    >
      <div className="fields">
        <p className="lead">{t(made.token ? "scim.token.once" : "scim.token.lost")}</p>
        <CopyField label={t("scim.base")} value={baseUrl()} />
        {made.token && <CopyField label={t("scim.token")} value={made.token} focus />}
        <Group justify="flex-end">
          <Button onClick={close}>{t("scim.token.kept")}</Button>
        </Group>
      </div>
    </Modal>
  );
}

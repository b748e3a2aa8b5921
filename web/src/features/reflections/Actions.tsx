import { ActionIcon, Popover } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";

import { useApiMutation } from "../../api/hooks";
import { t } from "./text";
import { Confirm } from "../../ui/Confirm";
import { DotsIcon } from "../../ui/icons";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import type { ReflectionView } from "../../api/contract";

const Download = lazy(() => import("./Download"));

/** What else its owner can do: record it again, delete it. */
export function Actions({ reflection }: { reflection: ReflectionView }) {
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(false);
  const [saving, setSaving] = useState(false);
  const can = (action: ReflectionView["actions"][number]): boolean => reflection.actions.includes(action);
  if (!can("record") && !can("delete") && !can("download")) return null;
  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon variant="default" size={36} aria-label={t("reflection.more")} onClick={() => setOpened(!opened)}>
            <DotsIcon />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("reflection.more")}>
          <div className="menu">
            {can("record") && <Link href={`/reflections/${reflection.id}/record`}>{t("reflection.recordAgain")}</Link>}
            {can("download") && (
              <button type="button" onClick={() => (setOpened(false), setSaving(true))}>
                {t("reflection.download")}
              </button>
            )}
            {can("delete") && (
              <button type="button" onClick={() => (setOpened(false), setAsking(true))}>
                {t("reflection.delete")}
              </button>
            )}
          </div>
        </Popover.Dropdown>
      </Popover>
      {saving && (
        <Suspense>
          <Download reflection={reflection} close={() => setSaving(false)} />
        </Suspense>
      )}
      {asking && <Deleting reflection={reflection} close={() => setAsking(false)} />}
    </>
  );
}

function Deleting({ reflection, close }: { reflection: ReflectionView; close: () => void }) {
  const remove = useApiMutation("DELETE /reflections/{reflection_id}", ["GET /reflections", "GET /home"]);
  const [, navigate] = useLocation();
  const toast = useToast();
  const yes = async (): Promise<void> => {
    if (!(await remove.mutate({ path: { reflection_id: reflection.id } }))) return;
    toast(t("reflection.deleted"));
    navigate("/reflections", { replace: true });
  };
  return (
    <Confirm
      opened
      title={t("reflection.delete.title")}
      yes={t("reflection.delete")}
      danger
      busy={remove.busy}
      onYes={() => void yes()}
      onNo={close}
    >
      <p style={{ marginTop: 0 }}>{t("reflection.delete.text")}</p>
      <ProblemNote error={remove.error} />
    </Confirm>
  );
}

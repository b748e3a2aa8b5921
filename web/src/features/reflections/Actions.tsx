import { lazy, type ReactNode, Suspense, useState } from "react";
import { useLocation } from "wouter";

import { useApiMutation } from "../../api/hooks";
import { routes } from "./routes";
import { t } from "./text";
import type { Actions } from "../../ui/ActionMenu";
import { Confirm } from "../../ui/Confirm";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import type { ReflectionView } from "../../api/contract";

const Download = lazy(() => import("./Download"));

/** What else its owner can do: record it again, download it, delete it; and the dialogs of these. */
export function useActions(reflection: ReflectionView): { menu: Actions; dialogs: ReactNode } {
  const [opened, setOpened] = useState<"download" | "delete" | null>(null);
  const can = (action: ReflectionView["actions"][number]): boolean => reflection.actions.includes(action);
  const close = (): void => setOpened(null);
  const menu: Actions = [
    can("record") && {
      text: t("reflection.recordAgain"),
      to: routes.recordReflection.replace(":id", reflection.id),
    },
    can("download") && { text: t("reflection.download"), to: () => setOpened("download") },
    can("delete") && { text: t("reflection.delete"), danger: true, to: () => setOpened("delete") },
  ];
  const dialogs = (
    <>
      <Suspense>{opened === "download" && <Download reflection={reflection} close={close} />}</Suspense>
      {opened === "delete" && <Deleting reflection={reflection} close={close} />}
    </>
  );
  return { menu, dialogs };
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

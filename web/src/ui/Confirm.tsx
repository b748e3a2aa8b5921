import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";

import { t } from "../text";
import { Modal } from "./Dialog";

interface Asking {
  opened: boolean;
  title: string;
  yes: string;
  no?: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  size?: string;
  onYes: () => void;
  onNo: () => void;
  children?: ReactNode;
}

const RETURNED = 60;

/** A dialog that closes gives the focus back first; then it can go elsewhere. Answers how to call that off. */
export function afterDialog(run: () => void): () => void {
  const timer = setTimeout(run, RETURNED);
  return () => clearTimeout(timer);
}

/** Ask before something that cannot simply be undone; what will happen is said in `children`. */
export function Confirm({
  opened,
  title,
  yes,
  no = t("app.cancel"),
  danger = false,
  busy = false,
  disabled = false,
  size = "md",
  onYes,
  onNo,
  children,
}: Asking) {
  return (
    <Modal opened={opened} onClose={onNo} title={<strong>{title}</strong>} size={size}>
      <div style={{ display: "grid", gap: "1.25rem" }}>
        <div>{children}</div>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onNo}>
            {no}
          </Button>
          <Button color={danger ? "red" : undefined} loading={busy} disabled={disabled} onClick={onYes} data-autofocus>
            {yes}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

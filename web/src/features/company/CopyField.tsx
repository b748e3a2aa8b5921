import { Button, TextInput } from "@mantine/core";
import { useRef } from "react";

import { t } from "./text";
import { CopyIcon } from "../../ui/icons";
import { useToast } from "../../ui/toasts";

/** Something to be copied somewhere else, as it stands. */
export function CopyField({ label, value, focus = false }: { label: string; value: string; focus?: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const toast = useToast();
  const copy = async (): Promise<void> => {
    field.current?.select();
    // Where the clipboard may not be written, what is selected is copied with the keyboard.
    const copied = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    toast(t(copied ? "copy.done" : "copy.selected", { what: label }));
  };
  return (
    <div className="copy-field">
      <TextInput ref={field} label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      <Button
        variant="default"
        leftSection={<CopyIcon size={16} />}
        aria-label={t("copy.what", { what: label })}
        onClick={() => void copy()}
        data-autofocus={focus || undefined}
      >
        {t("copy.do")}
      </Button>
    </div>
  );
}

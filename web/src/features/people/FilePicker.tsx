import { type DragEvent, useId, useState } from "react";

import { t } from "./text/hr";
import { ImportIcon } from "../../ui/icons";
import { charsetOf } from "./importChoices";

/** A file as it was when it was chosen. */
export interface Picked {
  name: string;
  data: Blob;
  charset: ReturnType<typeof charsetOf>;
}

/** A file by clicking, by keyboard, or dropped here. */
export function FilePicker({ file, pick }: { file: Picked | null; pick: (file: Picked) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  const read = async (files: FileList | null): Promise<void> => {
    const one = files?.[0];
    if (!one) return;
    const bytes = await one.arrayBuffer();
    pick({ name: one.name, data: new Blob([bytes]), charset: charsetOf(new Uint8Array(bytes)) });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- with the keyboard, the field inside takes files
    <div
      className="dropzone"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <ImportIcon size={28} />
      <label htmlFor={id}>{file ? file.name : t("hr.import.file")}</label>
      <p className="dim small">{t("hr.import.file.help")}</p>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
        onChange={(event) => {
          const input = event.currentTarget;
          void read(input.files).then(() => (input.value = ""));
        }}
      />
    </div>
  );
}

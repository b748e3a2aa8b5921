import { useApiQuery } from "../../api/hooks";
import type { ReflectionView } from "../../api/contract";
import { t, tOr } from "./text";
import { Modal } from "../../ui/Dialog";
import { Await } from "../../ui/parts";
import { megabytes } from "./recording/media";

/** The films as files, with their captions, for their owner. */
export default function Download({ reflection, close }: { reflection: ReflectionView; close: () => void }) {
  const asked = useApiQuery("GET /reflections/{reflection_id}/download", { path: { reflection_id: reflection.id } });
  return (
    <Modal opened onClose={close} title={<strong>{t("reflection.download")}</strong>}>
      <Await asked={asked}>
        {({ items, captions }) => (
          <ul className="downloads">
            {[...items, ...(captions ? [captions] : [])].map(({ url, name, kind, size }) => (
              <li key={name}>
                <a href={url} download={name}>
                  {kind ? tOr("player", kind) : t("player.captions")}
                </a>{" "}
                <span className="dim small">
                  {name}
                  {size !== undefined && ` · ${megabytes(size)} MB`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Await>
      <p className="dim small">{t("reflection.download.hint")}</p>
    </Modal>
  );
}

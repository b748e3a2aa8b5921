import { useEffect } from "react";

import { t } from "../text";

/** The title of the window, as long as this screen is shown. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · ${t("app.name")}` : t("app.name");
  }, [title]);
}

import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";

import { t } from "./text";
import { Empty } from "../ui/parts";

interface Props {
  children: ReactNode;
}

/** Catches a screen that breaks, so that the rest stays; drafts are on the device in any case. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div style={{ padding: "3rem 1rem" }}>
        <Empty title={t("error.title")} action={<Button onClick={() => location.reload()}>{t("error.reload")}</Button>}>
          {t("error.screen")}
        </Empty>
      </div>
    );
  }
}

import { t } from "./text";
import { Nav } from "./Nav";
import { Drawer } from "../ui/Dialog";

/** The navigation on a phone. */
export default function MenuDrawer({ close }: { close: () => void }) {
  return (
    <Drawer opened onClose={close} size="17rem" title={<strong>{t("app.name")}</strong>}>
      <Nav />
    </Drawer>
  );
}

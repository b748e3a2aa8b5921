import { Button } from "@mantine/core";

import type { Me } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { t } from "./text";
import { ProblemNote } from "../../ui/Problem";

/** The directory has another address by now than the one that someone signs in with: only they can say so. */
export default function OtherAddress({ me }: { me: Me }) {
  const agree = useApiMutation("POST /me/sign-in-address", ["GET /me"]);
  return (
    <div className="notice">
      <p style={{ margin: 0 }}>{t("app.address", { now: me.sign_in_address ?? "", wanted: me.email })}</p>
      <p style={{ margin: "0.5rem 0 0" }}>
        <Button size="xs" loading={agree.busy} onClick={() => void agree.mutate({})}>
          {t("app.address.agree")}
        </Button>
      </p>
      <ProblemNote error={agree.error} />
    </div>
  );
}

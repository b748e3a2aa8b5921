import { usePages } from "../../api/hooks";
import { t } from "./text";
import { Rows } from "../../ui/List";
import { Section } from "../../ui/parts";
import { Row } from "./Row";

/** What was shared with me and I have not looked at yet: at home, as long as there is something. */
export default function NewReflections() {
  const { items = [] } = usePages("GET /reflections", { query: { role: "manager", limit: 100 } });
  const fresh = items.filter((line) => line.new);
  if (fresh.length === 0) return null;
  return (
    <Section title={t("home.reflections")}>
      <Rows items={fresh} label={t("home.reflections")} keyOf={({ id }) => id}>
        {(line) => <Row line={line} role="manager" />}
      </Rows>
    </Section>
  );
}

import { usePages } from "../../api/hooks";
import { t } from "./text";
import { Section } from "../../ui/parts";
import { Row } from "./Row";

/** What was shared with me and I have not looked at yet: at home, as long as there is something. */
export default function NewReflections() {
  const { items = [] } = usePages("GET /reflections", { query: { role: "manager", limit: 100 } });
  const fresh = items.filter((line) => line.new);
  if (fresh.length === 0) return null;
  return (
    <Section title={t("home.reflections")}>
      <ul className="rows" aria-label={t("home.reflections")}>
        {fresh.map((line) => (
          <li key={line.id}>
            <Row line={line} role="manager" />
          </li>
        ))}
      </ul>
    </Section>
  );
}

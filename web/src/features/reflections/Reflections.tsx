import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Link, useSearchParams } from "wouter";

import { usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { useTitle } from "../../ui/title";
import { HelpLink } from "../help";
import { t } from "./text";
import { DataList, Empty, PageHead } from "../../ui/parts";
import { SearchField } from "../../ui/SearchField";
import { RecordIcon } from "./icons";
import { AgreeForAll } from "./Sharing";
import NewReflections from "./NewReflections";
import { Row, type Role } from "./Row";
import "./list.css";

/** My reflections, and those that are shared with me; both can be searched. */
export default function Reflections() {
  useTitle(t("reflections.title"));
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const role: Role = search.get("role") === "manager" ? "manager" : "owner";
  const typed = search.get("query") ?? "";
  const [query] = useDebouncedValue(typed.trim(), 250);
  const list = usePages("GET /reflections", { query: { role, ...(query && { query }) } });
  const show = (next: Role, words: string): void =>
    setSearch({ ...(next === "manager" && { role: next }), ...(words && { query: words }) }, { replace: true });
  return (
    <>
      <PageHead title={t("reflections.title")} lead={t("reflections.lead")}>
        <RecordButton />
      </PageHead>
      <div className="reflections-bar">
        {(me.has_reports || role === "manager") && (
          <div className="choice" role="group" aria-label={t("reflections.whose")}>
            {(["owner", "manager"] as const).map((one) => (
              <button key={one} type="button" aria-pressed={one === role} onClick={() => show(one, typed)}>
                {t(`reflections.role.${one}`)}
              </button>
            ))}
          </div>
        )}
        <SearchField
          flex="1 1 16rem"
          label={t("reflections.search")}
          value={typed}
          change={(words) => show(role, words)}
        />
      </div>
      {role === "owner" && <AgreeForAll lines={list.items ?? []} />}
      {role === "owner" && me.has_reports && !query && <NewReflections />}
      <DataList
        {...list}
        label={t(`reflections.role.${role}`)}
        keyOf={(line) => line.id}
        empty={query ? <Empty title={t("reflections.noneFound")} /> : <Nothing role={role} />}
      >
        {(line) => <Row line={line} role={role} />}
      </DataList>
    </>
  );
}

function RecordButton() {
  return (
    <Button component={Link} href="/reflections/new" leftSection={<RecordIcon size={16} />}>
      {t("reflections.record")}
    </Button>
  );
}

function Nothing({ role }: { role: Role }) {
  if (role === "manager") return <Empty title={t("reflections.noneShared")}>{t("reflections.noneShared.hint")}</Empty>;
  return (
    <Empty title={t("reflections.none")} action={<RecordButton />} help={<HelpLink role="employee" />}>
      {t("reflections.none.hint")}
    </Empty>
  );
}

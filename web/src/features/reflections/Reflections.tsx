import { Button } from "@mantine/core";
import { Link } from "wouter";

import { usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { HelpLink } from "../help";
import { routes } from "./routes";
import { t } from "./text";
import { Choice } from "../../ui/Choice";
import { SearchFilter } from "../../ui/Filters";
import { text, useFilters, view } from "../../ui/useFilters";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { Empty } from "../../ui/parts";
import { RecordIcon } from "./icons";
import { AgreeForAll } from "./Sharing";
import NewReflections from "./NewReflections";
import { Row, type Role } from "./Row";
import "./list.css";

const ROLES = ["owner", "manager"] as const;
const FILTERS = { role: view<Role>(ROLES), query: text };

/** My reflections, and those that are shared with me; both can be searched. */
export default function Reflections() {
  const me = useMe();
  const filters = useFilters(FILTERS);
  const { role, query } = filters.values;
  const list = usePages("GET /reflections", { query: { ...filters.query, role } });
  const mine = role === "owner";
  return (
    <ListPage
      title={t("reflections.title")}
      lead={t("reflections.lead")}
      action={<RecordButton />}
      list={list}
      filters={filters}
      controls={
        <>
          {(me.has_reports || !mine) && (
            <Choice
              label={t("reflections.whose")}
              value={role}
              values={ROLES.map((value) => ({ value, label: t(`reflections.role.${value}`) }))}
              onChange={(chosen) => filters.set({ role: chosen })}
            />
          )}
          <SearchFilter
            label={t("reflections.search")}
            value={query}
            onChange={(words) => filters.set({ query: words })}
          />
        </>
      }
      tools={
        mine && (
          <>
            <AgreeForAll lines={list.items ?? []} />
            {me.has_reports && !query && <NewReflections />}
          </>
        )
      }
      noMatch={t("reflections.noneFound")}
      empty={<Nothing role={role} />}
    >
      {(lines) => (
        <Rows items={lines} label={t(`reflections.role.${role}`)} keyOf={(line) => line.id}>
          {(line) => <Row line={line} role={role} />}
        </Rows>
      )}
    </ListPage>
  );
}

function RecordButton() {
  return (
    <Button component={Link} href={routes.newReflection} leftSection={<RecordIcon size={16} />}>
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

import "./year.css";

import { Button, TextInput } from "@mantine/core";
import { Link } from "wouter";

import type { YearItem } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { dateIn } from "../../text/dates";
import { useNow } from "../../ui/clock";
import { type Kind, useFeatures } from "../../ui/feature";
import { SearchFilter, SelectFilter } from "../../ui/Filters";
import { VideoIcon } from "../../ui/icons";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { Empty } from "../../ui/parts";
import { day, type Filters, text, useFilters } from "../../ui/useFilters";
import { HelpLink } from "../help";
import { reflectionRoutes } from "../reflections";
import { byMonth, monthWords } from "./months";
import { chosenPeriod, daysOf, earlierYears } from "./period";
import { t } from "./text";
import { YearRow } from "./YearRow";

const FILTERS = { kind: text, query: text, from: day, to: day };

/** Everything of one's own, month by month, the newest first. */
export default function Year() {
  const filters = useFilters(FILTERS);
  const list = usePages("GET /year", { query: filters.query });
  const kinds = useFeatures().flatMap((feature) => feature.kinds ?? []);
  return (
    <ListPage
      title={t("nav.year")}
      lead={t("year.lead")}
      action={<RecordButton />}
      notice={<CompleteLists kinds={kinds} />}
      list={list}
      filters={filters}
      controls={<Controls filters={filters} kinds={kinds} />}
      noMatch={t("year.noMatch")}
      empty={<Nothing />}
    >
      {(items) => <Months items={items} kinds={kinds} />}
    </ListPage>
  );
}

function Months({ items, kinds }: { items: readonly YearItem[]; kinds: readonly Kind[] }) {
  const { time_zone: zone } = useMe();
  return byMonth(items, zone).map((month) => (
    <section key={month.key} className="month">
      <h2>{monthWords(month.key)}</h2>
      <Rows items={month.items} label={monthWords(month.key)} keyOf={(item) => item.kind + item.id}>
        {(item) => <YearRow item={item} kind={kinds.find(({ kind }) => kind === item.kind)} />}
      </Rows>
    </section>
  ));
}

interface Shown {
  filters: Filters<typeof FILTERS>;
  kinds: readonly Kind[];
}

function Controls({ filters: { values, set }, kinds }: Shown) {
  return (
    <>
      <SelectFilter
        label={t("year.kind")}
        any={t("year.kind.any")}
        value={values.kind}
        options={kinds.map(({ kind, title }) => ({ value: kind, label: title }))}
        onChange={(kind = "") => set({ kind })}
      />
      <PeriodFilter values={values} set={set} />
      <SearchFilter label={t("year.search")} value={values.query} onChange={(query) => set({ query })} />
    </>
  );
}

/** This year, an earlier one, or any days. */
function PeriodFilter({ values: { from, to }, set }: Pick<Shown["filters"], "values" | "set">) {
  const today = dateIn(useNow(), useMe().time_zone);
  const chosen = chosenPeriod({ from, to });
  const years = earlierYears(today);
  if (chosen && chosen !== "days" && !years.includes(chosen)) years.push(chosen);
  return (
    <>
      <SelectFilter
        label={t("year.period")}
        any={t("year.period.current")}
        value={chosen}
        options={[
          ...years.map((year) => ({ value: year, label: year })),
          { value: "days", label: t("year.period.days") },
        ]}
        onChange={(choice) => set(daysOf(choice, today))}
      />
      {chosen === "days" && (
        <>
          <DayInput label={t("year.from")} value={from} max={to} onChange={(first) => set({ from: first })} />
          <DayInput label={t("year.to")} value={to} min={from} onChange={(last) => set({ to: last })} />
        </>
      )}
    </>
  );
}

interface DayInputProps {
  label: string;
  value: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (day: string | undefined) => void;
}

function DayInput({ value = "", onChange, ...input }: DayInputProps) {
  return (
    <TextInput
      {...input}
      type="date"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}

/** What has a list of its own, with more to do there. */
function CompleteLists({ kinds }: { kinds: readonly Kind[] }) {
  return (
    <nav className="year-lists no-print" aria-label={t("year.lists")}>
      {kinds.map(
        ({ kind, icon: Icon, list }) =>
          list && (
            <Link key={kind} href={list.path}>
              <Icon size={16} />
              {list.title}
            </Link>
          ),
      )}
    </nav>
  );
}

const useRecords = (): boolean => useMe().features["reflections"] !== false;

function RecordButton() {
  const records = useRecords();
  if (!records) return null;
  return (
    <Button component={Link} href={reflectionRoutes.newReflection} leftSection={<VideoIcon size={16} />}>
      {t("year.record")}
    </Button>
  );
}

function Nothing() {
  const records = useRecords();
  return (
    <Empty title={t("year.none")} action={<RecordButton />} help={<HelpLink role="employee" />}>
      {t(records ? "year.none.record" : "year.none.hint")}
    </Empty>
  );
}

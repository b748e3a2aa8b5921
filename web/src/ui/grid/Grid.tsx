import { memo, type ReactNode, useCallback, useState } from "react";

import { t } from "./text";
import "./grid.css";

/** A column: its heading, its cell on the screen, and the same as text for a file. */
export interface Column<T, N extends string> {
  name: N;
  title: string;
  cell: (item: T) => ReactNode;
  text: (item: T) => string;
}

interface Listed<T, N extends string> {
  label: string;
  items: readonly T[];
  columns: readonly Column<T, N>[];
  keyOf: (item: T) => string;
  nameOf: (item: T) => string;
  /** Which rows are chosen; no row can be where it is left out. */
  choosing?: Choosing | undefined;
  /** Which rows can be; each where it is left out. */
  choosable?: (item: T) => boolean;
  /** What can be done with a row. */
  actions: (item: T) => ReactNode;
}

/** The rows that are chosen for one command. */
export interface Choosing {
  chosen: ReadonlySet<string>;
  toggle: (ids: readonly string[], on: boolean) => void;
  clear: () => void;
}

export function useChoosing(): Choosing {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (ids: readonly string[], on: boolean) =>
      setChosen((before) => new Set([...[...before].filter((id) => !ids.includes(id)), ...(on ? ids : [])])),
    [],
  );
  const clear = useCallback(() => setChosen(new Set()), []);
  return { chosen, toggle, clear };
}

const always = (): boolean => true;

/** A table of many rows. Each row is drawn again only when something of it has changed, so that a thousand stay quick. */
export function Grid<T, N extends string>({
  label,
  items,
  columns,
  keyOf,
  nameOf,
  choosing,
  choosable = always,
  actions,
}: Listed<T, N>) {
  const ids = items.filter(choosable).map(keyOf);
  return (
    <div className="table-scroll">
      <table className="table stacked board" aria-label={label}>
        <thead>
          <tr>
            {choosing && (
              <th scope="col">
                <All ids={ids} choosing={choosing} />
              </th>
            )}
            {columns.map(({ name, title }) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">
              <span className="hidden-words">{t("grid.do")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row<T, N>
              key={keyOf(item)}
              item={item}
              id={keyOf(item)}
              name={nameOf(item)}
              columns={columns}
              chosen={choosing?.chosen.has(keyOf(item))}
              toggle={choosing?.toggle}
              choosable={choosable(item)}
              actions={actions}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function All({ ids, choosing: { chosen, toggle } }: { ids: readonly string[]; choosing: Choosing }) {
  const count = ids.filter((id) => chosen.has(id)).length;
  const all = count === ids.length && count > 0;
  return (
    <input
      type="checkbox"
      className="grid-check"
      aria-label={t("grid.choose.all")}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !all;
      }}
      onChange={(event) => toggle(ids, event.currentTarget.checked)}
    />
  );
}

interface Drawn<T, N extends string> {
  item: T;
  id: string;
  name: string;
  columns: readonly Column<T, N>[];
  chosen: boolean | undefined;
  toggle: Choosing["toggle"] | undefined;
  choosable: boolean;
  actions: (item: T) => ReactNode;
}

function DrawnRow<T, N extends string>({ item, id, name, columns, chosen, toggle, choosable, actions }: Drawn<T, N>) {
  return (
    <tr>
      {toggle && (
        <td className="board-choose">
          <input
            type="checkbox"
            className="grid-check"
            aria-label={t("grid.choose.one", { name })}
            checked={chosen ?? false}
            disabled={!choosable}
            onChange={(event) => toggle([id], event.currentTarget.checked)}
          />
        </td>
      )}
      <Cells item={item} columns={columns} actions={actions} />
    </tr>
  );
}

const Row = memo(DrawnRow) as typeof DrawnRow;

/** What a row says: choosing it, or all of them, draws none of this again. */
function DrawnCells<T, N extends string>({
  item,
  columns,
  actions,
}: Pick<Drawn<T, N>, "item" | "columns" | "actions">) {
  return (
    <>
      {columns.map((column, at) =>
        at === 0 ? (
          <th key={column.name} scope="row">
            {column.cell(item)}
          </th>
        ) : (
          <td key={column.name} data-label={column.title}>
            {column.cell(item)}
          </td>
        ),
      )}
      <td className="board-do">
        <span className="board-buttons no-print">{actions(item)}</span>
      </td>
    </>
  );
}

const Cells = memo(DrawnCells) as typeof DrawnCells;

interface Small {
  label?: string;
  popup?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A button of a row: as light as can be, because there are many. */
export function RowButton({ label, popup = false, onClick, children }: Small) {
  return (
    <button
      type="button"
      className="grid-button"
      aria-label={label}
      title={label}
      aria-haspopup={popup ? "dialog" : undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

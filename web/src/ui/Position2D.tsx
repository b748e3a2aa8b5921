import { useId, useRef } from "react";

import { t } from "../text";

export interface Place {
  x: number;
  y: number;
}

interface Placed {
  xLabel: string;
  yLabel: string;
  value: Place | null | undefined;
  /** Absent where it is only shown. */
  onChange?: (value: Place | null) => void;
  label: string;
  describedBy?: string | undefined;
  /** Further places, with a name each: everyone in a cycle. */
  others?: readonly (Place & { name: string })[];
}

const SIZE = 240;
const EDGE = 12;
const INNER = SIZE - 2 * EDGE;
const across = (x: number): number => EDGE + x * INNER;
const up = (y: number): number => SIZE - EDGE - y * INNER;
const hundredths = (share: number): number => Math.round(share * 100);
const within = (share: number): number => Math.round(Math.min(Math.max(share, 0), 1) * 100) / 100;

/** A place on two axes: click, or two sliders for the keyboard; the numbers stand in a table beside it. */
export function Position2D(props: Placed) {
  const { xLabel, yLabel, value, onChange, describedBy } = props;
  const place = value ?? null;
  return (
    <div className="chart">
      <figure className="chart-figure">
        <div className="chart-y">{yLabel}</div>
        <Plane {...props} />
        <figcaption className="chart-x">{xLabel}</figcaption>
      </figure>
      <div className="chart-side">
        {onChange && (
          <Controls xLabel={xLabel} yLabel={yLabel} place={place} onChange={onChange} describedBy={describedBy} />
        )}
        {place ? <Numbers xLabel={xLabel} yLabel={yLabel} place={place} /> : <p className="dim">{t("chart.empty")}</p>}
      </div>
    </div>
  );
}

function Plane({ xLabel, yLabel, value, onChange, label, others = [] }: Placed) {
  const svg = useRef<SVGSVGElement>(null);
  const place = value ?? null;
  const told = place
    ? t("chart.at", { x: xLabel, y: yLabel, xValue: hundredths(place.x), yValue: hundredths(place.y) })
    : t("chart.empty");
  const point = (event: React.PointerEvent): void => {
    const box = svg.current?.getBoundingClientRect();
    if (!box || !onChange || (event.type === "pointermove" && event.buttons !== 1)) return;
    const scale = SIZE / box.width;
    const x = within(((event.clientX - box.left) * scale - EDGE) / INNER);
    const y = within(1 - ((event.clientY - box.top) * scale - EDGE) / INNER);
    onChange({ x, y });
  };
  return (
    <svg
      ref={svg}
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      role="img"
      aria-label={`${label}. ${told}`}
      className={onChange ? "chart-svg chart-open" : "chart-svg"}
      onPointerDown={point}
      onPointerMove={point}
    >
      <rect x={EDGE} y={EDGE} width={INNER} height={INNER} rx={8} className="chart-ground" />
      {[0.25, 0.5, 0.75].map((at) => (
        <path
          key={at}
          d={`M${across(at)} ${EDGE}V${SIZE - EDGE}M${EDGE} ${up(at)}H${SIZE - EDGE}`}
          className={at === 0.5 ? "chart-line chart-middle" : "chart-line"}
        />
      ))}
      {others.map((other) => (
        <circle key={other.name} cx={across(other.x)} cy={up(other.y)} r={5} className="chart-other">
          <title>{other.name}</title>
        </circle>
      ))}
      {place && <circle cx={across(place.x)} cy={up(place.y)} r={8} className="chart-point" />}
    </svg>
  );
}

interface Controlled {
  xLabel: string;
  yLabel: string;
  place: Place | null;
  onChange: (value: Place | null) => void;
  describedBy: string | undefined;
}

function Controls({ xLabel, yLabel, place, onChange, describedBy }: Controlled) {
  const said = { describedBy };
  return (
    <>
      <Slider {...said} label={xLabel} value={place?.x} onChange={(x) => onChange({ x, y: place?.y ?? 0.5 })} />
      <Slider {...said} label={yLabel} value={place?.y} onChange={(y) => onChange({ x: place?.x ?? 0.5, y })} />
      <p className="dim small">{t("chart.hint")}</p>
      {place && (
        <button type="button" className="quiet-button" onClick={() => onChange(null)}>
          {t("question.clear")}
        </button>
      )}
    </>
  );
}

function Slider({
  label,
  value,
  onChange,
  describedBy,
}: {
  label: string;
  value: number | undefined;
  onChange: (share: number) => void;
  describedBy: string | undefined;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="small">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={1}
        aria-describedby={describedBy}
        value={hundredths(value ?? 0.5)}
        aria-valuetext={value === undefined ? t("chart.empty") : `${hundredths(value)}`}
        onChange={(event) => onChange(Number(event.currentTarget.value) / 100)}
      />
    </div>
  );
}

function Numbers({ xLabel, yLabel, place }: { xLabel: string; yLabel: string; place: Place }) {
  return (
    <table className="chart-table small">
      <caption>{t("chart.table")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("chart.axis")}</th>
          <th scope="col">{t("chart.value")}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{xLabel}</th>
          <td>{hundredths(place.x)}</td>
        </tr>
        <tr>
          <th scope="row">{yLabel}</th>
          <td>{hundredths(place.y)}</td>
        </tr>
      </tbody>
    </table>
  );
}

import "./import.css";

/** How much of something is through, from 0 to 1. */
export function Gauge({ label, share }: { label: string; share: number }) {
  const percent = Math.round(share * 100);
  return (
    <div className="gauge">
      <span>
        {label} <span className="dim">{percent} %</span>
      </span>
      <div role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
        <i style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

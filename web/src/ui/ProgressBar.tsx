import "./bar.css";

/** How many of `total` are done, under way, and not begun: three states, told apart by more than colour. */
interface Counted {
  done: number;
  begun: number;
  total: number;
  label: string;
  /** The three words, for the legend: done, begun, not begun. */
  words: readonly [string, string, string];
  legend?: boolean;
  /** Makes each part of the legend a button: which one is pressed, and what to do when another is. */
  picking?: Picking;
}

interface Picking {
  picked: number | undefined;
  pick: (part: number | undefined) => void;
}

interface Part {
  name: string;
  count: number;
  className: string;
}

export function ProgressBar({ done, begun, total, label, words, legend = true, picking }: Counted) {
  const left = Math.max(total - done - begun, 0);
  const parts: Part[] = [
    { name: words[0], count: done, className: "bar-done" },
    { name: words[1], count: begun, className: "bar-begun" },
    { name: words[2], count: left, className: "bar-left" },
  ];
  const told = parts.map((part) => `${part.count} ${part.name}`).join(", ");
  return (
    <div>
      <div className="bar" role="img" aria-label={`${label}: ${told}`}>
        {parts.map(
          (part) =>
            part.count > 0 && <span key={part.name} className={part.className} style={{ flexGrow: part.count }} />,
        )}
      </div>
      {legend && (picking ? <Pick label={label} parts={parts} {...picking} /> : <Legend parts={parts} />)}
    </div>
  );
}

function Legend({ parts }: { parts: readonly Part[] }) {
  return (
    <div className="bar-legend">
      {parts.map((part) => (
        <span key={part.name}>
          <i className={part.className} />
          {part.count} {part.name}
        </span>
      ))}
    </div>
  );
}

function Pick({ label, parts, picked, pick }: Picking & { label: string; parts: readonly Part[] }) {
  return (
    <div className="bar-legend" role="group" aria-label={label}>
      {parts.map((part, at) => (
        <button
          key={part.name}
          type="button"
          aria-pressed={picked === at}
          disabled={part.count === 0 && picked !== at}
          onClick={() => pick(picked === at ? undefined : at)}
        >
          <i className={part.className} />
          {part.count} {part.name}
        </button>
      ))}
    </div>
  );
}

/** How many of `total` are done, under way, and not begun: three states, told apart by more than colour. */
interface Counted {
  done: number;
  begun: number;
  total: number;
  label: string;
  /** The three words, for the legend: done, begun, not begun. */
  words: readonly [string, string, string];
  legend?: boolean;
}

export function ProgressBar({ done, begun, total, label, words, legend = true }: Counted) {
  const left = Math.max(total - done - begun, 0);
  const parts = [
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
      {legend && (
        <div className="bar-legend">
          {parts.map((part) => (
            <span key={part.name}>
              <i className={part.className} />
              {part.count} {part.name}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

/** The mark: a line that rises through a point. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable={false}>
      <rect width="32" height="32" rx="8" fill="#2f599f" />
      <path
        d="M7 21c4.500 0 4.500-10 9-10s4.500 10 9 10"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="16" cy="11" r="2.600" fill="#fff" />
    </svg>
  );
}

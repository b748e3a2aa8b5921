import type { ReactNode, SVGProps } from "react";

/** Icons of 24 × 24, drawn with one line. Always beside a text or inside something that has a name. */
export const icon =
  (inside: ReactNode) =>
  ({ size = 18, ...more }: SVGProps<SVGSVGElement> & { size?: number }) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      focusable={false}
      {...more}
    >
      {inside}
    </svg>
  );

export const HomeIcon = icon(<path d="m4 11 8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z" />);
export const ReviewsIcon = icon(
  <path d="M7 3h8l4 4v13a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm3 8h6m-6 4h6M10 7h2" />,
);
export const TeamIcon = icon(<path d="M12 4v5m0 0H6v4m6-4h6v4M4 13h4v5H4zm12 0h4v5h-4zm-6-11h4v3h-4z" />);
export const PeopleIcon = icon(
  <path d="M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zm-6 9c.4-3.500 2.900-5.500 6-5.500s5.600 2 6 5.500M16 4.600a3.500 3.500 0 0 1 0 6m2.500 4.400c1.500 1 2.300 2.700 2.500 5" />,
);
export const CycleIcon = icon(<path d="M20 12a8 8 0 1 1-2.400-5.700M20 3v4h-4" />);
export const FormIcon = icon(<path d="M5 4h14v16H5zm4 4h6m-6 4h6m-6 4h3" />);
export const ImportIcon = icon(<path d="M12 3v11m0 0 4-4m-4 4-4-4M4 17v3h16v-3" />);
export const MailIcon = icon(<path d="M3.500 6h17v12h-17zm0 1 8.500 6 8.500-6" />);
export const TrailIcon = icon(<path d="M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0z" />);
export const SearchIcon = icon(<path d="M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zm5-1.500L20 20" />);
export const SunIcon = icon(
  <path d="M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm0-13v2m0 14v2M3 12h2m14 0h2M5.600 5.600 7 7m10 10 1.400 1.400m0-12.800L17 7M7 17l-1.400 1.400" />,
);
export const MoonIcon = icon(<path d="M20 14.500A8 8 0 0 1 9.500 4 8 8 0 1 0 20 14.500z" />);
export const MenuIcon = icon(<path d="M4 7h16M4 12h16M4 17h16" />);
export const CloseIcon = icon(<path d="m6 6 12 12M18 6 6 18" />);
export const CheckIcon = icon(<path d="m5 12.500 4.500 4.500L19 7.500" />);
export const EyeIcon = icon(
  <path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z" />,
);
export const InfoIcon = icon(<path d="M12 11v5m0-8.500v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z" />);
export const LockIcon = icon(<path d="M6 11h12v9H6zm2.500 0V8a3.500 3.500 0 0 1 7 0v3" />);
export const ClockIcon = TrailIcon;
export const CloudIcon = icon(<path d="M7 18a4 4 0 0 1-.5-8A6 6 0 0 1 18 9.500a4.200 4.200 0 0 1-.5 8.500z" />);
export const WarningIcon = icon(<path d="M12 4 2.800 20h18.400zm0 6v4.500m0 2.500v.1" />);
export const ChevronIcon = icon(<path d="m9 6 6 6-6 6" />);
export const DownIcon = icon(<path d="m6 9 6 6 6-6" />);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const DotsIcon = icon(<path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth={3} />);
export const ArrowIcon = icon(<path d="M5 12h14m-5-5 5 5-5 5" />);
export const BookIcon = icon(
  <path d="M5 4h6a2 2 0 0 1 2 2v14a2 2 0 0 0-2-2H5zm14 0h-4a2 2 0 0 0-2 2v14a2 2 0 0 1 2-2h4z" />,
);
export const BoldIcon = icon(
  <path d="M7 5h6a3.500 3.500 0 0 1 0 7H7zm0 7h7a3.500 3.500 0 0 1 0 7H7z" strokeWidth={2.4} />,
);
export const ItalicIcon = icon(<path d="M10 5h7M7 19h7m0-14-4 14" />);
export const LinkIcon = icon(
  <path d="M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1" />,
);
export const BulletsIcon = icon(<path d="M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01" />);
export const NumbersIcon = icon(<path d="M10 6h10M10 12h10M10 18h10M4 4.500 5.500 4v4M4 16h2.500L4 19h2.500" />);
export const PrintIcon = icon(<path d="M7 9V4h10v5M7 18H4V9h16v9h-3M7 14h10v6H7z" />);
export const UpIcon = icon(<path d="m6 15 6-6 6 6" />);
export const TrashIcon = icon(<path d="M4 7h16M9 7V4h6v3m-8 0 1 13h8l1-13" />);
export const CopyIcon = icon(<path d="M9 9h11v11H9zM5 15H4V4h11v1" />);
export const HistoryIcon = icon(<path d="M4 12a8 8 0 1 0 2.400-5.700M4 3v4h4m4 1v4.500l3 2" />);
export const VideoIcon = icon(<path d="M3.500 7h11v10h-11zm11 3.500L20.500 7v10l-6-3.500z" />);
export const TalkIcon = icon(
  <path d="M3.500 4.500h11v8H8l-3 2.500v-2.500H3.500zM17.500 8.500h3v8H19V19l-3-2.500h-5.500v-1" />,
);
export const CompanyIcon = icon(<path d="M5 20V4h9v16m0-11h5v11M3 20h18M8 8h3m-3 4h3m-3 4h3" />);

import { icon, VideoIcon } from "../../ui/icons";

export const PlayIcon = icon(<path d="M7 4.500v15l12-7.500z" fill="currentColor" />);
export const PauseIcon = icon(<path d="M8 5v14M16 5v14" strokeWidth={4} />);
export const StopIcon = icon(<path d="M6 6h12v12H6z" fill="currentColor" />);
export const RecordIcon = icon(<circle cx="12" cy="12" r="7" fill="currentColor" stroke="none" />);
export const CaptionsIcon = icon(<path d="M3.500 5.500h17v13h-17zM10 10.500a2 2 0 1 0 0 3m6.500-3a2 2 0 1 0 0 3" />);
export const SoundIcon = icon(
  <path d="M4 9.500v5h3.500l4.500 4v-13l-4.500 4zM15.500 9a4 4 0 0 1 0 6m2.500-8.500a8 8 0 0 1 0 11" />,
);
export const MutedIcon = icon(<path d="M4 9.500v5h3.500l4.500 4v-13l-4.500 4zM16 9.500l5 5m0-5-5 5" />);
export const WholeIcon = icon(<path d="M4 9V4h5M20 9V4h-5M4 15v5h5m11-5v5h-5" />);
export const BackIcon = icon(
  <path d="M6.500 7.500A8 8 0 1 1 4 13M4 4v5h5M10.500 10.500v6M13.500 11.500a2 2 0 0 1 3 0v3a2 2 0 0 1-3 0z" />,
);
export const ForwardIcon = icon(
  <path d="M17.500 7.500A8 8 0 1 0 20 13M20 4v5h-5M8.500 10.500v6M11.500 11.500a2 2 0 0 1 3 0v3a2 2 0 0 1-3 0z" />,
);
export const PipIcon = icon(<path d="M20.500 10V5h-17v13H10M13 13h8v6h-8z" />);
export const SwapIcon = icon(<path d="M4 5h16v14H4zm9 7h7v7h-7z" />);
export const ScreenIcon = icon(<path d="M3.500 4.500h17v11h-17zM12 15.500v4m-4 0h8" />);
export const CameraIcon = VideoIcon;
export const BothIcon = icon(
  <path d="M3.500 4.500h17v11h-17zM12 15.500v4m-4 0h8M13.500 10a2 2 0 1 0 0-.1zm-1 5.500a3 3 0 0 1 6 0" />,
);
export { VideoIcon };
export const FileIcon = icon(<path d="M7 3h7l5 5v13H7zm7 0v5h5M12.500 12v6m0-6-2.500 2.500m2.500-2.500 2.500 2.500" />);
export const CommentIcon = icon(<path d="M4 5h16v11H11l-4 4v-4H4z" />);

import { icon } from "../icons";

export const FileIcon = icon(<path d="M7 3h7l4 4v14H6V4a1 1 0 0 1 1-1zm7 0v4h4" />);
export const DownloadIcon = icon(<path d="M12 4v10m0 0 4-4m-4 4-4-4M5 19h14" />);

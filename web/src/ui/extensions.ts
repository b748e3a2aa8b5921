import StarterKit from "@tiptap/starter-kit";

import { safeAddress } from "./address";

/** What can be written: what the server keeps. */
export const extensions = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    horizontalRule: false,
    heading: { levels: [3] },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: "https",
      isAllowedUri: (uri) => safeAddress(uri) !== null,
    },
  }),
];

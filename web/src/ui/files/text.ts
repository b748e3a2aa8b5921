import { common } from "../../text/en/common";
import { speaking } from "../../text/speaking";

/** The texts of this folder; whoever shows more of the same takes them into its own. */
export const files = {
  "files.title": "Files",
  "files.add": "Add files",
  "files.kinds": "Or drop them here. PDF, Word, Excel, PowerPoint, PNG, JPEG or plain text, up to 10 MB each.",
  "files.kinds.short": "PDF, Office, image or text, up to 10 MB",
  "files.state.queued": "Waiting",
  "files.state.sending": "Uploading",
  "files.state.checking": "Checking",
  "files.state.elsewhere": "Uploading elsewhere. If it doesn't arrive, remove it and add it again.",
  "files.refused": "Not accepted. {why}",
  "files.unfit.kind": "This file type isn't supported. Save it as PDF, for example.",
  "files.unfit.size": "The file is larger than 10 MB.",
  "files.unfit.empty": "The file is empty.",
  "files.unfit.unsent": "The upload failed.",
  "files.progress": "Upload of {name}",
  "files.added": "“{name}” was added.",
  "files.notTaken": "“{name}” wasn't accepted.",
  "files.download": "Download {name}",
  "files.stop": "Stop uploading {name}",
  "files.remove": "Remove {name}",
  "files.remove.title": "Remove this file?",
  "files.remove.text": "“{name}” will be deleted for everyone who can see it. This can't be undone.",
  "files.remove.yes": "Remove",
  "files.underway": "A file is still uploading. It will be shared as soon as it's ready.",
} as const;

export const { t, tOr, tn, tx } = speaking<keyof typeof common | keyof typeof files>({ ...common, ...files });

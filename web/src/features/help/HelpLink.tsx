import { Link } from "wouter";

import { t } from "../../text";
import { type HelpRole, helpPage } from "./routes";

/** To the help page that says how what is missing here comes about. */
export const HelpLink = ({ role }: { role: HelpRole }) => <Link href={helpPage(role)}>{t("app.help.how")}</Link>;

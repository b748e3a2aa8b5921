import { lazy } from "react";

/** For HR admins: the erasure of someone who left, and whether they are on hold. */
export const ErasureSection = lazy(() => import("./ErasureSection"));

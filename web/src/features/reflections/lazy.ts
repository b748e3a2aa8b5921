import { lazy } from "react";

export const NewReflections = lazy(() => import("./NewReflections"));

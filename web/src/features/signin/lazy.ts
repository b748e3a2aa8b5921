import { lazy } from "react";

export const Refused = lazy(() => import("./Refused"));
export const SignInAgain = lazy(() => import("./SignInAgain"));

import { lazy } from "react";

export const loadSearch = () => import("./SearchPeople");
export const SearchPeople = lazy(loadSearch);

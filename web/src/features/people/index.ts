export { feature } from "./feature";
export { Invitations } from "./Invitations";
export { loadSearch, SearchPeople } from "./lazy";
export { PersonFilter } from "./PersonFilter";
export { PersonLink } from "./PersonLink";
export { PersonPicker } from "./PersonPicker";
export { routes as peopleRoutes } from "./routes";
export { fields } from "./text/en/fields";

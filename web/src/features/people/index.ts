export { feature } from "./feature";
export { Invitations } from "./Invitations";
export { PersonFilter } from "./PersonFilter";
export { PersonLink } from "./PersonLink";
export { PersonPicker } from "./PersonPicker";
export { routes as peopleRoutes } from "./routes";
export { fields } from "./text/en/fields";

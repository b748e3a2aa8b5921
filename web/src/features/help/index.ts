export { feature } from "./feature";
export { HelpLink } from "./HelpLink";
export { routes as helpRoutes } from "./routes";

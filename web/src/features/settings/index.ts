export { feature } from "./feature";
export { routes as settingsRoutes } from "./routes";

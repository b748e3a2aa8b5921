export { feature } from "./feature";
export { routes as yearRoutes } from "./routes";

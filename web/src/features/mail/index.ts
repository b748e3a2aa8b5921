export { feature } from "./feature";
export { routes as mailRoutes } from "./routes";

export { feature } from "./feature";
export { routes as teamRoutes } from "./routes";

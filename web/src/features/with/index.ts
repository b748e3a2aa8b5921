export { feature } from "./feature";
export { withPath, routes as withRoutes } from "./routes";
export { WithButton, WithLink } from "./WithLink";

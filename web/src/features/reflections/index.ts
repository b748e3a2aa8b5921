export { feature } from "./feature";
export { NewReflections } from "./lazy";
export { routes as reflectionRoutes } from "./routes";
export { Row as ReflectionRow } from "./Row";
export { reflectionsTasks } from "./text/en/tasks";

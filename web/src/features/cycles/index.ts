export { feature } from "./feature";
export { CycleLine, COUNTED_SOON } from "./CycleLine";
export { awaitsCount, isRunning, missingIn } from "./needs";
export { routes as cycleRoutes } from "./routes";
export { RunDialog } from "./RunReport";
export { problems } from "./text/en/problems";

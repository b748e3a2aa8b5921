export { feature } from "./feature";

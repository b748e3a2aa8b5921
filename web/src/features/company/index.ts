export { feature } from "./feature";
export { rhythms } from "./text/en/rhythms";

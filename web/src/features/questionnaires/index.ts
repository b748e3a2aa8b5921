export { feature } from "./feature";
export { ScaleEditor } from "./ScaleEditor";
export { scale } from "./text/en/scale";

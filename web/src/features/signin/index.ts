export { feature } from "./feature";
export { Refused, SignInAgain } from "./lazy";
export { Middle, SignIn, SigningIn } from "./SignIn";

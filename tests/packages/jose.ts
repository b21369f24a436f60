// Signs tokens in the tests of signing in.
export { exportJWK, generateKeyPair, SignJWT } from "npm:jose@6.2.18";

// A provider of OpenID Connect for the tests of signing in.
export { default } from "npm:oidc-provider@9.13.3";

// Signing out. Another page's form does not bring the cookie along, and so ends nobody's session.
import { HttpError } from "fresh";
import { define } from "@/utils.ts";
import { away } from "./(_parts)/sign_in_responses.ts";

export const handler = define.handlers({
  POST({ state: { signIn, origin } }) {
    if (signIn === null) throw new HttpError(404);
    return away(signIn.end(origin));
  },
});

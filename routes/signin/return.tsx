// Where the provider leads back to: home when all is well, else a page that says what is not.
import { HttpError, page } from "fresh";
import { define } from "@/utils.ts";
import { SignInFailed } from "../(_parts)/SignInFailed.tsx";
import { away, problemStatus } from "../(_parts)/sign_in_responses.ts";

export const handler = define.handlers({
  async GET({ req, state: { signIn, origin } }) {
    if (signIn === null) throw new HttpError(404);
    const step = await signIn.finish(req, origin);
    if (typeof step !== "string") return away(step);
    const headers = { "set-cookie": signIn.forgetMemo(origin) };
    return page({ problem: step }, { status: problemStatus(step), headers });
  },
});

export default define.page<typeof handler>(function Returned({ data: { problem }, state, url }) {
  // Not the address that it came by: its code is used up, and no business of a link.
  const here = new URL("/", url);
  return <SignInFailed problem={problem} t={state.t} theme={state.theme} here={here} />;
});

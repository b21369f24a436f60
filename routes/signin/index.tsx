// The way to the provider that says who one is. A link leads here: the policy lets no form go there.
import { HttpError, page } from "fresh";
import { define } from "@/utils.ts";
import { SignInFailed } from "../(_parts)/SignInFailed.tsx";
import { away, problemStatus } from "../(_parts)/sign_in_responses.ts";

export const handler = define.handlers({
  async GET({ state: { signIn, origin } }) {
    if (signIn === null) throw new HttpError(404);
    const step = await signIn.begin(origin);
    if (typeof step !== "string") return away(step);
    return page({ problem: step }, { status: problemStatus(step) });
  },
});

export default define.page<typeof handler>(function SignIn({ data: { problem }, state, url }) {
  return <SignInFailed problem={problem} t={state.t} theme={state.theme} here={url} />;
});

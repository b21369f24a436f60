// The schemas of what a page says to an SFU by way of the server.
import * as v from "valibot";
import { MAX_LAYER_CHOICES, MAX_MEDIA_ANSWER } from "./limits.ts";
import { LAYERS } from "./sfu.ts";

/** Of those events, made of the schemas that they share with others. */
export function sfuSchemas<
  Count extends v.GenericSchema<number>,
  Id extends v.GenericSchema<string>,
  Sdp extends v.GenericSchema<string>,
>({ count, id, sdp }: { count: Count; id: Id; sdp: Sdp }) {
  return {
    "media:publish": v.strictObject({ epoch: count, sdp, encrypted: v.boolean() }),
    "media:subscribe": v.strictObject({ epoch: count }),
    "media:answer": v.strictObject({
      epoch: count,
      n: count,
      sdp: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MEDIA_ANSWER)),
    }),
    "media:layers": v.strictObject({
      epoch: count,
      choices: v.pipe(
        v.array(v.strictObject({
          member: id,
          slot: v.picklist(["camera", "screen"]),
          layer: v.nullable(v.picklist(LAYERS)),
        })),
        v.minLength(1),
        v.maxLength(MAX_LAYER_CHOICES),
      ),
    }),
  };
}

// A link as a QR code, once what draws it is loaded.
import { fetchedOnce } from "../fetch_part.ts";
import { usePart } from "../use_part.ts";

/** Fetches what draws it. */
export const loadCode = fetchedOnce(() => import("./QrCode.tsx"));

interface Props {
  text: string;
  label: string;
}

/** Its place is there from the beginning. */
export function LinkCode({ text, label }: Props) {
  const QrCode = usePart(loadCode, { wanted: true, pick: (all) => all.QrCode });
  return QrCode
    ? <QrCode text={text} label={label} />
    : <div class="qr" role="img" aria-label={label} />;
}

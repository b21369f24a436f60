// A link to be read, and copied by hand: the focus marks all of it.

interface Props {
  link: string;
  label: string;
}

/** Shows letters of any script as they are; browsers take such an address as well. */
export function LinkField({ link, label }: Props) {
  return (
    <input
      class="input invite-link"
      readOnly
      value={decodeURI(link)}
      aria-label={label}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}

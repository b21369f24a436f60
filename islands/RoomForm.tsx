// Home: a pasted link is read here, in the browser, so that what it carries never reaches the server.
import { Component } from "preact";

/**
 * Takes over the form that the server rendered. Until it does, and where there is no script, the
 * field's own pattern refuses to send a secret. A class: hooks weigh more than the rest of the page.
 */
export default class RoomForm extends Component {
  override componentDidMount(): void {
    const form = document.querySelector<HTMLFormElement>("#room-form");
    if (!form) return;
    form.noValidate = true; // the server says what is wrong with a name, in words of ours
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void go(form);
    });
  }

  render() {
    return null;
  }
}

/** What carries no secret goes to the server, which has words for every mistake. */
async function go(form: HTMLFormElement): Promise<void> {
  const typed = String(new FormData(form).get("room") ?? "");
  try {
    const { readFields, readRoomLink, roomPath } = await import("@/protocol/room_link.ts");
    const link = readRoomLink(typed);
    if (link !== null && link.fragment !== "") return location.assign(roomPath(link));
    if (link === null && Object.keys(readFields(typed)).length > 0) return complain(form);
  } catch {
    if (!form.checkValidity()) return complain(form); // read by nobody, so sent to nobody
  }
  form.submit();
}

function complain(form: HTMLFormElement): void {
  form.noValidate = false;
  form.reportValidity();
  form.noValidate = true;
}

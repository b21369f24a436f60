// Home: a pasted link is read here, in the browser, so that what it carries never reaches the server.
import { Component } from "preact";
import { readFields, readRoomLink, roomPath } from "@/protocol/room_link.ts";

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
      const typed = String(new FormData(form).get("room") ?? "");
      const link = readRoomLink(typed);
      const secret = link ? link.fragment !== "" : Object.keys(readFields(typed)).length > 0;
      if (!secret) return;
      event.preventDefault();
      if (link) location.assign(roomPath(link));
      else form.noValidate = !form.reportValidity();
    });
  }

  render() {
    return null;
  }
}

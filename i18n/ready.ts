// Import this first in every island of a room: afterwards `translator()` works, for the first words.
import { loadPageMessages } from "./page_messages.ts";

await loadPageMessages();

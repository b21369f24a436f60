// The same for islands of pages that show all kinds of words at once.
import { loadAllMessages } from "./messages.ts";
import { loadPageMessages } from "./page_messages.ts";

await Promise.all([loadAllMessages(), loadPageMessages()]);

// What components may import of the statistics of connections; a file that is loaded when it is used.
export { type ConnectionDetails, connectionDetailsOf } from "./connection_details.ts";

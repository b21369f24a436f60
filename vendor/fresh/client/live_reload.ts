// In development: reloads the page once the server has come back with another build.

let build: string | null = null;

// EventSource asks again by itself when an answer ends or the server is away.
new EventSource("/_fresh/alive").addEventListener("message", ({ data }) => {
  if (build !== null && build !== data) location.reload();
  build = data;
});

// The preview of the working files: when the author saves, the page comes anew, at the same place.

const LOOK_EVERY_MS = 700;
const seen = document.querySelector('meta[name="working-state"]');

async function look() {
  try {
    const answer = await fetch(seen.dataset.url, { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== seen.content) {
      location.reload();
      return;
    }
  } catch {
    // The preview was ended; it may begin again.
  }
  setTimeout(look, LOOK_EVERY_MS);
}

if (seen) setTimeout(look, LOOK_EVERY_MS);
